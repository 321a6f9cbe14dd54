"""What an operator of a gateway gets: the log, the metrics and the audit log."""
