"""Tests of profile_browser/stores/couchbase."""
