"""What a profile, a connection and an outcome are; pydantic and the standard library alone."""
