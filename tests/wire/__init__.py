"""Tests of the real SDK over real sockets, against a node of our own."""
