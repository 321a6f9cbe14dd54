"""Tests of profile_browser/lists."""
