"""Tests of parts of the window, one at a time."""
