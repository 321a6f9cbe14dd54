"""Where profiles are kept; no Qt."""
