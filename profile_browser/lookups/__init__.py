"""Lookups across the thread boundary: a service on the main thread, a worker on its own thread."""
