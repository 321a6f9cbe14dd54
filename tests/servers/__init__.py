"""Tests on Couchbase's own mock server and query engine; both are built when they are needed."""
