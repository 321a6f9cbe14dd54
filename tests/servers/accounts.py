"""The accounts of every server: one that may read the profiles, and one that may not."""

READER, STRANGER = "staff", "stranger"
PASSWORD = "a-password-that-nothing-else-holds"
