"""One window for each person and display: a second start hands over to the running one."""
