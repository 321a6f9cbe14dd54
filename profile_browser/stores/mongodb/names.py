"""What fills the field with the arranged words of full names, in the language of mongosh.

The organisation's own program must do the same at each change of a name.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from profile_browser.domain.matching import JOINERS, MOST_WORDS, SEPARATORS

if TYPE_CHECKING:
    from profile_browser.stores.mongodb.place import Place

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
    """Return the commands that fill the field once, or none if there is no such field.

    ``people`` is the collection in the language of mongosh.
    """
    if not place.names_field:
        return []
    path = place.layout.path_of("full_name")
    name = "".join(f"?.[{json.dumps(part)}]" for part in path.split("."))
    texts = json.dumps({path: {"$type": "string"}}), json.dumps({path: 1})
    change = f"{{$set: {{{json.dumps(place.names_field)}: entriesOf(each{name})}}}}"
    update = f"{people}.updateOne({{_id: each._id}}, {change})"
    return [ENTRIES, f"{people}.find({', '.join(texts)}).forEach((each) => {update});"]
