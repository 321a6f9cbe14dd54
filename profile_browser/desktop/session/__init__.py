"""Notices that the person leaves: the screen locks, or the session is switched away."""
