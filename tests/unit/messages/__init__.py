"""Tests of profile_browser/messages."""
