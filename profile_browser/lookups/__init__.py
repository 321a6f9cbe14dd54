"""A look-up across the thread boundary: the service on the main thread, the worker beyond."""
