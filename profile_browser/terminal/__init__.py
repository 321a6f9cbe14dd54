"""Terminal commands, one file each. No Qt."""
