"""Tests of profile_browser/lookups."""
