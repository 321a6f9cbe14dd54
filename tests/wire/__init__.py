"""Tests with the real SDK over real sockets, against a simulated node."""
