"""Tests of profile_browser/domain."""
