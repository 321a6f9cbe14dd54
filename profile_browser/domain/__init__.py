"""Profiles, connections and outcomes. Uses only pydantic and the standard library."""
