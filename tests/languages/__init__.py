"""The window in each language: every page and dialog, in a process for each."""
