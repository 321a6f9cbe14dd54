"""What several unit tests share."""
