"""Tests of the window's process that need no window."""
