"""The stores that profiles are read from. No Qt."""
