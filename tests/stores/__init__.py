"""One suite for every kind of store: what a staff member may rely on, whatever is behind it."""
