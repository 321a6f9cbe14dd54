"""Tests that the checkers find what they should; run by ``.ci/run``, which installs them."""
