"""The window in a process of its own: how it ends and crashes, what it leaves, what it needs."""
