"""What lookups and searches need in a collection: indexes, a computed value and an analyzer.

An administrator creates them. The server keeps the computed value in each record, up to date at
each write. Its name ends in a digest of its definition, so that no search uses one of another
layout or of an earlier version. A lookup needs an index on the key field itself, so that it finds
records that do not have the value yet.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from profile_browser.stores.arangodb.expressions import ENTRY_END, computed
from profile_browser.stores.json_values import part_of

if TYPE_CHECKING:
    from profile_browser.stores.arangodb.place import Place

_Json = dict[str, Any]

ANALYZER: _Json = {
    "name": "profile_browser_entries",
    "type": "delimiter",
    "properties": {"delimiter": ENTRY_END},
    "features": [],
}
USERNAME, EMAIL, NAME, NAMES = "username", "email", "name", "names"
_FIELDS = {
    USERNAME: (USERNAME,),
    # The username behind the e-mail sorts the accounts that share an address.
    EMAIL: (EMAIL, USERNAME),
    NAME: (NAME,),
}
_SORTED_TYPES = {"hash", "skiplist", "persistent"}  # the first two are older names of the third
_BATCH = 1000  # records
_CONFLICT = 1200  # another program is writing the same record


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
    """Return the definitions of the indexes. None of them stops writes while it is being built."""
    attribute = attribute_of(place)
    key_index: _Json = {"type": "persistent", "fields": [place.key_field]}
    sorted_indexes: list[_Json] = [
        {
            "type": "persistent",
            "name": index_name(place, part),
            "fields": [f"{attribute}.{field}" for field in fields],
        }
        for part, fields in _FIELDS.items()
    ]
    inverted: _Json = {
        "type": "inverted",
        "name": index_name(place, NAMES),
        "fields": [{"name": f"{attribute}.{NAMES}", "analyzer": ANALYZER["name"]}],
    }
    keyed = [] if place.is_by_primary_key else [key_index]
    return [{**each, "inBackground": True} for each in (*keyed, *sorted_indexes, inverted)]


def key_index_of(place: Place, answer: object) -> str:
    """Return the name of an index of the collection that begins with the key field, or nothing.

    ``answer`` lists the indexes that are ready.
    """
    indexes = part_of(answer, "indexes")
    for index in indexes if isinstance(indexes, list) else []:
        match index:
            case {"type": str(kind), "name": str(name), "fields": [str(first), *_]}:
                if kind in _SORTED_TYPES and first == place.key_field:
                    return name
    return ""


def index_script_of(place: Place) -> str:
    """Return the statements for arangosh that create everything, one per line."""
    value, attribute = computed_value_of(place), attribute_of(place)
    analyzer = ", ".join(json.dumps(ANALYZER[key]) for key in ("name", "type", "properties"))
    is_other = f"(each) => each.name !== {json.dumps(attribute)}"
    return "\n".join(
        [
            f"db._useDatabase({json.dumps(place.database)});",
            f"var people = db._collection({json.dumps(place.collection)});",
            f"var others = (people.properties().computedValues || []).filter({is_other});",
            f"people.properties({{computedValues: others.concat({json.dumps(value)})}});",
            f"require('@arangodb/analyzers').save({analyzer}, []);",
            *(f"people.ensureIndex({json.dumps(index)});" for index in indexes_of(place)),
            *_rewriting_lines(place),
        ]
    )


def _rewriting_lines(place: Place) -> list[str]:
    """Return the statements that rewrite records in batches, until all have the computed value.

    A batch that meets another write is repeated. So there may be twice as many as needed, and no
    more: a mistake must not write for ever.
    """
    query = f"db._query({json.dumps(rewriting_query(place))}, {{'@people': people.name()}})"
    on_conflict = f"if (error.errorNum !== {_CONFLICT}) throw error; return -1;"
    most = f"people.count() / {_BATCH // 2} + 2"
    return [
        f"var rewrite = () => {query}.getExtra().stats.writesExecuted;",
        f"var retry = () => {{ try {{ return rewrite(); }} catch (error) {{ {on_conflict} }} }};",
        f"for (var left = {most}; left > 0 && retry() !== 0; left--);",
    ]


def rewriting_query(place: Place) -> str:
    """Return the query that rewrites the next records without the computed value.

    A record gets the value at its next write, which is this one.
    """
    attribute = attribute_of(place)
    hint = f'{{indexHint: "{index_name(place, USERNAME)}", forceIndexHint: true}}'
    return (
        f"FOR each IN @@people OPTIONS {hint} FILTER each.{attribute}.{USERNAME} == null "
        f"LIMIT {_BATCH} UPDATE each WITH {{{attribute}: null}} IN @@people"
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
    return "RETURN " + computed(*map(_at, paths), condition=condition)


def _at(path: str) -> str:
    """Return the expression for what a record has at this path."""
    return "@doc" + "".join(f"[{json.dumps(name)}]" for name in path.split("."))
