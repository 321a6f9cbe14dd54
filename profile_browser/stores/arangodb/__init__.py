"""ArangoDB: the only package that knows its query language and its HTTP interface."""
