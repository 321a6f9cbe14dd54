"""The indexes that searches use, for an administrator to create and a check to compare."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from profile_browser.stores.mongodb.place import ID_FIELD, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from profile_browser.domain.record import RecordLayout

COLLATION = {"locale": "en", "strength": 1}
_PREFIX = "profile_browser"


def indexes_of(place: Place) -> dict[str, tuple[str, ...]]:
    """Return the fields of each search index, all ascending, by the name of the index."""
    layout = place.layout
    username, email, name = map(layout.path_of, ("username", "email", "full_name"))
    # The username behind the e-mail sorts the accounts that share an address.
    fields = {username: [username], email: [email, username], name: [name]}
    return {index_name(layout, path): _with_type(layout, *fields[path]) for path in fields}


def index_name(layout: RecordLayout, path: str) -> str:
    """Return a name that says what is indexed, so that another layout asks for another index."""
    return "_".join([_PREFIX, *_with_type(layout, path)])


def index_script_of(place: Place) -> str:
    """Return the commands for mongosh that create the indexes, one per line."""
    names = json.dumps(place.database), json.dumps(place.collection)
    people = "db.getSiblingDB({}).getCollection({})".format(*names)
    keyed = (
        []
        if place.key_field == ID_FIELD
        else [f"{people}.createIndex({_keys([place.key_field])});"]
    )
    options = {name: {"name": name, "collation": COLLATION} for name in indexes_of(place)}
    searched = [
        f"{people}.createIndex({_keys(fields)}, {json.dumps(options[name])});"
        for name, fields in indexes_of(place).items()
    ]
    return "\n".join(keyed + searched)


def has_all_indexes(place: Place, facts: Mapping[str, Mapping[str, Any]]) -> bool:
    """Return whether the indexes of a collection are those that lookups and searches use.

    ``facts`` is what the server says of each, by name. With another collation, or none, the server
    would read the whole collection without an error.
    """
    searched = all(_fits(facts.get(name, {}), keys) for name, keys in indexes_of(place).items())
    return searched and (
        place.key_field == ID_FIELD or any(_begins(facts[name], place.key_field) for name in facts)
    )


def _fits(index: Mapping[str, Any], fields: Sequence[str]) -> bool:
    has_fields = [*index.get("key", ())] == [(field, 1) for field in fields]
    is_whole = not {"partialFilterExpression", "sparse"} & index.keys()
    return has_fields and is_whole and COLLATION.items() <= index.get("collation", {}).items()


def _begins(index: Mapping[str, Any], field: str) -> bool:
    first = next(iter(index["key"]))[0]
    return first == field and "collation" not in index


def _with_type(layout: RecordLayout, *paths: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([layout.type_field, *paths] if layout.type else paths))


def _keys(paths: Sequence[str]) -> str:
    return json.dumps(dict.fromkeys(paths, 1))
