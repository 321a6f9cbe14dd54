"""Whom the node knows."""

from __future__ import annotations

PEOPLE = 100


def person(number: int) -> str:
    """Return a person's username; they come round again after the last."""
    return f"person{number % PEOPLE:03}"


def record(username: str) -> dict[str, object]:
    """Return what is recorded of a person."""
    return {
        "username": username,
        "full_name": f"{username} of the Benchmark",
        "email": f"{username}@example.com",
        "disabled": False,
        "type": "userprofile",
    }


def documents() -> dict[str, object]:
    """Return everybody's record by its id, johndoe's included."""
    names = ("johndoe", *map(person, range(PEOPLE)))
    return {f"userprofile::{name}": record(name) for name in names}
