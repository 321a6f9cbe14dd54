"""Helpers that several unit tests share."""
