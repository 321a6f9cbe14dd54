"""Every sentence that people read, and the formats in which a profile is copied."""
