"""What the figures are compared with: the least that could do the same, in scripts of their own."""
