"""The people in the node."""

from __future__ import annotations

PEOPLE = 100


def person(number: int) -> str:
    """Return a person's username; numbers beyond the last start again at the first."""
    return f"person{number % PEOPLE:03}"


def record(username: str) -> dict[str, object]:
    """Return a person's record."""
    return {
        "username": username,
        "full_name": f"{username} of the Benchmark",
        "email": f"{username}@example.com",
        "disabled": False,
        "type": "userprofile",
    }


def documents() -> dict[str, object]:
    """Return everybody's record by its ID, including johndoe's."""
    names = ("johndoe", *map(person, range(PEOPLE)))
    return {f"userprofile::{name}": record(name) for name in names}
