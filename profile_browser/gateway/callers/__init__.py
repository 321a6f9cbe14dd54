"""Who asks a gateway, and how often: tokens, an identity provider and the rate limit."""
