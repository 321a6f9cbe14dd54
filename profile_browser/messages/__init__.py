"""Every sentence that a person reads, and the forms in which a profile is copied."""
