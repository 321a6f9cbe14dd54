"""Tests of one package or module at a time, without a window or a cluster."""
