"""What searches need in a collection: a computed value, an analyzer and the indexes.

An administrator creates them. The server keeps the computed value in each record, up to date at
each write. Its name ends in a digest of its definition, so that no search uses one of another
layout or of an earlier version.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from profile_browser.stores.arangodb.expressions import ENTRY_END, computed

if TYPE_CHECKING:
    from profile_browser.stores.arangodb.place import Place

_Json = dict[str, Any]

ANALYZER: _Json = {
    "name": "profile_browser_entries",
    "type": "delimiter",
    "properties": {"delimiter": ENTRY_END},
    "features": [],
}
USERNAME, EMAIL, NAME, NAMES, KEY = "username", "email", "name", "names", "key"
_FIELDS = {
    USERNAME: (USERNAME,),
    # The username behind the e-mail sorts the accounts that share an address.
    EMAIL: (EMAIL, USERNAME),
    NAME: (NAME,),
}


@lru_cache(maxsize=8)  # of one connection, and of those of a switch to another
def attribute_of(place: Place) -> str:
    """Return the name of the attribute with the computed value."""
    return f"profile_browser_{sha256(_expression(place).encode()).hexdigest()[:8]}"


def index_name(place: Place, part: str) -> str:
    """Return the name of the index that begins with this part of the computed value."""
    return f"{attribute_of(place)}_{part}"


def computed_value_of(place: Place) -> _Json:
    """Return the definition of the computed value."""
    return {"name": attribute_of(place), "expression": _expression(place), "overwrite": True}


def indexes_of(place: Place) -> list[_Json]:
    """Return the definitions of the indexes."""
    attribute = attribute_of(place)
    fields = _FIELDS if place.is_by_primary_key else {KEY: (KEY,), **_FIELDS}
    sorted_indexes = [
        {
            "type": "persistent",
            "name": index_name(place, part),
            "fields": [f"{attribute}.{field}" for field in fields[part]],
        }
        for part in fields
    ]
    inverted = {
        "type": "inverted",
        "name": index_name(place, NAMES),
        "fields": [{"name": f"{attribute}.{NAMES}", "analyzer": ANALYZER["name"]}],
    }
    return [*sorted_indexes, inverted]


def index_script_of(place: Place) -> str:
    """Return the statements for arangosh that create everything, one per line."""
    value, attribute = computed_value_of(place), attribute_of(place)
    analyzer = ", ".join(json.dumps(ANALYZER[key]) for key in ("name", "type", "properties"))
    is_other = f"(each) => each.name !== {json.dumps(attribute)}"
    update = f"FOR each IN @@people UPDATE each WITH {{{attribute}: null}} IN @@people"
    return "\n".join(
        [
            f"db._useDatabase({json.dumps(place.database)});",
            f"var people = db._collection({json.dumps(place.collection)});",
            f"var others = (people.properties().computedValues || []).filter({is_other});",
            f"people.properties({{computedValues: others.concat({json.dumps(value)})}});",
            # Existing records get the value at their next write, which is this one.
            f"db._query({json.dumps(update)}, {{'@people': people.name()}});",
            f"require('@arangodb/analyzers').save({analyzer}, []);",
            *(f"people.ensureIndex({json.dumps(index)});" for index in indexes_of(place)),
        ]
    )


def is_computed(place: Place, properties: object) -> bool:
    """Return whether a collection with these properties computes what searches compare."""
    values = properties.get("computedValues") if isinstance(properties, dict) else None
    wanted = computed_value_of(place).items()
    return isinstance(values, list) and any(
        isinstance(value, dict) and wanted <= value.items() for value in values
    )


def _expression(place: Place) -> str:
    layout = place.layout
    paths = (layout.path_of(name) for name in ("username", "email", "full_name"))
    condition = f"{_at(layout.type_field)} == {json.dumps(layout.type)}" if layout.type else ""
    key = "" if place.is_by_primary_key else _at(place.key_field)
    return "RETURN " + computed(*map(_at, paths), key=key, condition=condition)


def _at(path: str) -> str:
    """Return the expression for what a record has at this path."""
    return "@doc" + "".join(f"[{json.dumps(name)}]" for name in path.split("."))
