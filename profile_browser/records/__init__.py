"""What the program records: log, crashes, diagnostics and audit log. No Qt."""
