"""Tests of profile_browser/ui, one widget at a time."""
