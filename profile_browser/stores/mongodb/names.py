"""What fills the field with the arranged words of full names, in the language of mongosh.

The organisation's own program must do the same at each change of a name.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from profile_browser.domain.matching import JOINERS, MOST_WORDS, SEPARATORS

if TYPE_CHECKING:
    from profile_browser.stores.mongodb.place import Place

_BATCH = 1000  # records

# One line, as everything that is printed. Folding is left to the collation of the index.
ENTRIES = (
    "var entriesOf = (name) => [...new Set([name, name.replace(new RegExp("
    f'{json.dumps(f"[{JOINERS}]")}, "g"), "")].flatMap((text) => {{ '
    f"const words = text.split(new RegExp({json.dumps(f'[{JOINERS}{SEPARATORS}]+')}))"
    f".filter(Boolean), count = Math.min(words.length, {MOST_WORDS}), found = []; "
    "for (let head = 0; head < count; head++) "
    "for (let tail = head + 1; tail <= count; tail++) "
    "found.push([words[head], ...words.slice(tail), ...words.slice(0, head), "
    '...words.slice(head + 1, tail)].join(" ")); return found; }))];'
)


def filling_script_of(place: Place, people: str) -> list[str]:
    """Return the commands that fill the field, or none if there is no such field.

    They change only records without the field, so that they can be repeated after an interruption.
    ``people`` is the collection in the language of mongosh.
    """
    if not place.names_field:
        return []
    layout, field = place.layout, json.dumps(place.names_field)
    path = layout.path_of("full_name")
    name = "".join(f"?.[{json.dumps(part)}]" for part in path.split("."))
    unfilled: dict[str, object] = {place.names_field: {"$exists": False}, path: {"$type": "string"}}
    if layout.type:
        unfilled[layout.type_field] = layout.type
    # A name that was changed meanwhile, or a list that was written, stays as it is.
    which = f"{{_id: each._id, {json.dumps(path)}: each{name}, {field}: {{$exists: false}}}}"
    change = f"{{filter: {which}, update: {{$set: {{{field}: entriesOf(each{name})}}}}}}"
    writing = (
        "var changes = [], write = () => { if (changes.length) "
        f"{people}.bulkWrite(changes, {{ordered: false}}); changes = []; }};"
    )
    # The server closes a cursor that is not read for ten minutes: each batch is one write.
    filling = (
        f"{people}.find({json.dumps(unfilled)}, {json.dumps({path: 1})}).batchSize({_BATCH})"
        f".forEach((each) => {{ changes.push({{updateOne: {change}}}); "
        f"if (changes.length === {_BATCH}) write(); }}); write();"
    )
    return [ENTRIES, writing, filling]
