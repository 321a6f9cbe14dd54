"""What the administrator or the person has set: options, environment, passwords; no Qt."""
