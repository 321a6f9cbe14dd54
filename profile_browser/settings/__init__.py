"""Settings: the files of connections, options, environment variables and passwords; no Qt."""
