"""Profiles, connections and outcomes. Uses only the standard library."""
