"""Tests on servers that nobody here wrote; what they need is built when they run."""
