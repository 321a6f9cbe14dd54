"""What the gateway does on the network, before and after a request: TLS, bounds and uvicorn."""
