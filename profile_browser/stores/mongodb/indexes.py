"""The indexes that searches use, for an administrator to create and a check to compare."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from profile_browser.stores.mongodb.names import filling_script_of
from profile_browser.stores.mongodb.place import ID_FIELD, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from profile_browser.domain.record import RecordLayout

    Definitions: TypeAlias = Mapping[str, tuple[Sequence[str], Mapping[str, Any]]]
    Facts: TypeAlias = Mapping[str, Mapping[str, Any]]

COLLATION = {"locale": "en", "strength": 1}
_PREFIX = "profile_browser"
_KEY_OPTIONS = {"unique": True, "sparse": True}  # records without the field share no value
# With one of these, an index does not serve an exact value in every record.
_IGNORED = {"collation", "hidden", "partialFilterExpression"}


def indexes_of(place: Place) -> dict[str, tuple[str, ...]]:
    """Return the fields of each search index, all ascending, by the name of the index."""
    layout = place.layout
    username, email, name = map(layout.path_of, ("username", "email", "full_name"))
    # The username behind the e-mail sorts the accounts that share an address.
    fields = {username: [username], email: [email, username]}
    names = place.names_field or name
    fields[names] = [names]
    return {index_name(layout, path): _with_type(layout, *fields[path]) for path in fields}


def index_name(layout: RecordLayout, path: str) -> str:
    """Return a name that says what is indexed, so that another layout asks for another index."""
    return "_".join([_PREFIX, *_with_type(layout, path)])


def index_script_of(place: Place) -> str:
    """Return the commands for mongosh that create what searches need, one per line."""
    names = json.dumps(place.database), json.dumps(place.collection)
    people = "db.getSiblingDB({}).getCollection({})".format(*names)
    created = [
        f"{people}.createIndex({_keys(fields)}, {json.dumps({'name': name, **options})});"
        for name, (fields, options) in definitions_of(place).items()
    ]
    return "\n".join([*filling_script_of(place, people), *created])


def definitions_of(place: Place) -> Definitions:
    """Return the fields, all ascending, and the options of each index, by its name."""
    searched: Definitions = {
        name: (fields, {"collation": COLLATION}) for name, fields in indexes_of(place).items()
    }
    if place.key_field == ID_FIELD:
        return searched
    key: Definitions = {f"{_PREFIX}_key_{place.key_field}": ([place.key_field], _KEY_OPTIONS)}
    return {**key, **searched}


def key_index_in(facts: Facts, place: Place) -> str | None:
    """Return the name of an index that finds a record by its key, a unique one if there is one.

    ``facts`` is what the server says about each index, by name.
    """
    names = [name for name, index in facts.items() if _finds_key(index, place)]
    names.sort(key=lambda name: "unique" not in facts[name])
    return next(iter(names), None)


def has_all_indexes(place: Place, facts: Facts) -> bool:
    """Return whether the indexes of a collection are those that lookups and searches use.

    With another collation, or none, the server would read the whole collection without an error.
    """
    searched = all(_fits(facts.get(name, {}), keys) for name, keys in indexes_of(place).items())
    return searched and key_index_in(facts, place) is not None


def _fits(index: Mapping[str, Any], fields: Sequence[str]) -> bool:
    has_fields = [*index.get("key", ())] == [(field, 1) for field in fields]
    is_whole = not {"partialFilterExpression", "sparse", "hidden"} & index.keys()
    return has_fields and is_whole and COLLATION.items() <= index.get("collation", {}).items()


def _finds_key(index: Mapping[str, Any], place: Place) -> bool:
    first, kind = next(iter(index["key"]))
    return first == place.key_field and kind in (1, -1) and not _IGNORED & index.keys()


def _with_type(layout: RecordLayout, *paths: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([layout.type_field, *paths] if layout.type else paths))


def _keys(paths: Sequence[str]) -> str:
    return json.dumps(dict.fromkeys(paths, 1))
