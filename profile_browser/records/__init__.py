"""What the program writes down about itself: the log; no Qt."""
