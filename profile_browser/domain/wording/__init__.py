"""Every sentence that a person reads, for window and terminal alike."""
