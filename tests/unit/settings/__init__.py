"""Tests of one file at a time: no window and no cluster."""
