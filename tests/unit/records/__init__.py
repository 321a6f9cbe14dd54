"""Tests of profile_browser/records."""
