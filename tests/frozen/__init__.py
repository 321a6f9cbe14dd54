"""Tests of the built executable; `.ci/run` builds it first."""
