"""The sample data: invented people, to try the program without a server."""
