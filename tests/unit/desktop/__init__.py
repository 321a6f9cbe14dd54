"""Tests of profile_browser/desktop that need no window."""
