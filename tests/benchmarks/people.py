"""The people in the node."""

from __future__ import annotations

import json

from profile_browser.domain.resource_files import read_resource

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


def listed_person(number: int) -> str:
    """Return the username of a person in a long list."""
    return f"listed{number:06}"


def listed_documents(count: int) -> dict[str, object]:
    """Return the records of the people in a long list by their IDs."""
    return {f"userprofile::{name}": record(name) for name in map(listed_person, range(count))}


def sample_people() -> dict[str, dict[str, object]]:
    """Return records of the sample data by their usernames: those that are plain and sound."""
    records = map(json.loads, read_resource("sample_profiles.jsonl").splitlines())
    return {name: each for each in records if (name := _plain_username(each))}


def _plain_username(record: dict[str, object]) -> str:
    name, texts = record.get("username"), (record.get("email"), record.get("full_name"))
    is_sound = isinstance(record.get("disabled"), bool) and all(type(text) is str for text in texts)
    is_own = record["id"] == f"userprofile::{name}"
    return name if is_sound and is_own and isinstance(name, str) and name.isascii() else ""
