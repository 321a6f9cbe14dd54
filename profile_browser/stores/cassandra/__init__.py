"""Cassandra: the only package that knows its statements and its driver."""
