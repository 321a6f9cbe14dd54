"""What the kinds of stores that speak HTTP share. Only ``session.py`` knows httpx."""
