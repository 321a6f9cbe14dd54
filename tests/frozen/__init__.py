"""The built executable, run as a person runs it; `.ci/run` builds it first."""
