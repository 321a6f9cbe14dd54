"""Performance figures, measured beside what they are compared with; no figure fails a test."""
