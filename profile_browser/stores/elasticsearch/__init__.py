"""Elasticsearch and OpenSearch: the only package that knows their requests and indexes."""
