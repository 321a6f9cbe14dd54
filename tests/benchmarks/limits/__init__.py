"""What the figures are compared with: minimal scripts that do the same."""
