"""Couchbase: the only room that knows buckets, statements, and the SDK."""
