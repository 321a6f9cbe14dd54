"""The window and everything behind it: the process, its controllers, its services."""
