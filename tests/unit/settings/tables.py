"""Tables of connections, as they stand in files."""


def table(key: str, *lines: str, bucket: str = "travel") -> str:
    """Return a good table with these lines more."""
    needed = (
        f"[connections.{key}]",
        'connection_string = "couchbases://db.example.com"',
        f'bucket = "{bucket}"',
        'username = "agent"',
    )
    return "\n".join([*needed, *lines, ""])
