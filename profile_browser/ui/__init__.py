"""The window and its parts; they see the domain and what is passed in, never a store."""
