"""Tests of profile_browser/terminal."""
