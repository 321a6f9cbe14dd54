"""The records for reading, the same for every kind, and the users that they must become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.wire.people import MARKED_HASH
from tests.wire.searched_people import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.stores.harness import Records

Record = dict[str, object]
EXTRA = "an-extra-value-that-nobody-described"


def record(username: object, **values: object) -> Record:
    """Return a record of the usual layout with these values."""
    return {"username": username, "type": "userprofile", "hashed_password": MARKED_HASH, **values}


JOHN = {"full_name": "John Doe", "email": "johndoe@example.com", "disabled": False}
ALICE = {"full_name": "Alice Chains", "email": "alice@example.com", "disabled": True}
NULLS: Record = {"full_name": None, "email": None, "disabled": None}
UNICODE = ["Zoë", "Zoe\u0308", "Пётр", "王芳", "👩‍👩‍👧", "ÅSA", "ß", "İ", "\u202eabc", "ﬁ"]
# In MongoDB, SQL++, CQL, AQL, Lucene, URLs and paths, JSON, HTTP, and this program's own templates.
SPECIAL = [
    *("$where", "$ne", "{$gt: ''}", '{"$gt": ""}', "__proto__", "_id", "_design", "_all_docs"),
    *("*", "?", "x*", "x?", "%", "_", "x%", "100%", "`", "@", "@@x", ":x", "?1", "x; DROP", "--"),
    *('"', "'", "' OR '1'='1", '" || true || "', "x AND y", "(x)", "[x TO y]", "+x -y", "x~1"),
    *("/", "//", ".", "..", "../x", "x/y", "%2e%2e", "%2F", "%00", "#x", "?q=x", "&x=y", "x+y"),
    *(
        "\\",
        "\\n",
        "\\u0041",
        "\n",
        "x\ny",
        "x\r\nHost: y",
        "\t",
        "x y",
        " x",
        "x ",
        "\x7f",
        "\x01",
    ),
    *("{username}", "userprofile::x", "x,y", "x=y", "<x>", "null", "true", "0", "1e3", "-"),
]
WRONG_TEXTS: Mapping[str, object] = {
    "number": 5,
    "truth": True,
    "list": ["x@example.com"],
    "object": {"address": "x@example.com"},
}
DAMAGING: Mapping[str, Record] = {
    "disabled-text": record("disabled-text", **JOHN) | {"disabled": "off"},
    "disabled-number": record("disabled-number", **JOHN) | {"disabled": 0},
    "username-number": record(7, **JOHN),
    "username-null": record(None, **JOHN),
    "username-list": record(["username-list"], **JOHN),
    "no-username": {"type": "userprofile", "hashed_password": MARKED_HASH, **JOHN},
}
WHOLE: Records = {
    "johndoe": record("johndoe", **JOHN),
    "alice": record("alice", **ALICE),
    "jon": record("alice", **ALICE),  # stored under another name
    "nulls": record("nulls", **NULLS),
    "bare": record("bare"),
    "extra": record("extra", **JOHN, notes=EXTRA, inner={"email": EXTRA}, number=10**15),
    **{name: record(name) for name in (*UNICODE, *SPECIAL)},
}
ODD: Records = {
    **{
        f"{field}-{name}": record(f"{field}-{name}", **{**JOHN, field: value})
        for field in ("email", "full_name")
        for name, value in WRONG_TEXTS.items()
    },
    **DAMAGING,
}
# Each is found several times by one letter: by the words of the name, and by other fields.
SAME_LETTERS: Records = {
    f"{letter}{number:02}": record(
        f"{letter}{number:02}",
        full_name=f"{letter}iana {letter}ea{number:02} {letter}o",
        email=f"{letter}.{number:02}@example.com",
    )
    for letter, count in (("b", 47), ("m", 60))
    for number in range(count)
}
SEARCHED: Records = {
    str(content.get("username", "nameless")): content
    for content in DOCUMENTS.values()
    if isinstance(content, dict)
}
