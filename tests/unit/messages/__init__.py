"""Tests of one room, or one file, at a time: no window and no cluster."""
