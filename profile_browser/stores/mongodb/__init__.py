"""MongoDB: the only package that knows its queries and its driver."""
