"""Couchbase: the only package that knows buckets, statements and the SDK."""
