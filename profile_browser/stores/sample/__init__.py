"""The sample directory: invented people, for a first look without a server."""
