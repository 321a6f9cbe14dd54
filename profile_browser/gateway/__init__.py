"""The gateway: answers desks over HTTP (FastAPI), so that only one machine holds the password."""
