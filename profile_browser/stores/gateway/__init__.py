"""A gateway of this program as a kind of store: profiles over HTTP, with a token."""
