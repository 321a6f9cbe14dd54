"""The window and its parts. They know the domain and what is passed in, never a store."""
