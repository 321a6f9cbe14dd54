"""The design documents that an administrator puts into a database: views, and a ban on writing.

Searches ask views, because a Mango index compares texts by Unicode collation and cannot hold a
text without its case and accents.
"""

from __future__ import annotations

import json
import shlex
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from profile_browser.stores.couchdb.map_functions import entries_map_of, rows_map_of
from profile_browser.stores.http.paths import encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout

    Design = dict[str, Any]

ENTRIES, ROWS = "entries", "rows"
_PREFIX = "profile-browser"
_FIND_REVISION = """sed -n 's/.*"_rev": *"\\([0-9a-f-]*\\)".*/\\1/p'"""
# By code points, as Python compares. CouchDB's usual order is Unicode collation.
_RAW = {"collation": "raw"}
_READ_ONLY = (
    "function (doc, old, user) {{\n"
    "  if (user.name === {}) throw({{forbidden: 'This account may only read.'}});\n"
    "}}"
)


def views_of(layout: RecordLayout) -> Design:
    """Return the design document with the views for records of this layout."""
    maps = {ENTRIES: entries_map_of(layout), ROWS: rows_map_of(layout)}
    return {
        "language": "javascript",
        "options": {"partitioned": False},  # a search asks all parts of a partitioned database
        "views": {name: {"map": text, "options": _RAW} for name, text in maps.items()},
    }


def views_name_of(layout: RecordLayout) -> str:
    """Return the name of this design document: another layout asks for another one."""
    return f"{_PREFIX}-{_digest(json.dumps(views_of(layout)))}"


def read_only_of(username: str) -> Design:
    """Return the design document that refuses each write of this account.

    CouchDB has no right that only allows reading: each member of a database may also write.
    """
    return {"validate_doc_update": _READ_ONLY.format(json.dumps(username))}


def designs_of(connection: Connection) -> dict[str, Design]:
    """Return the design documents for a connection by their names."""
    designs = {views_name_of(connection.record): views_of(connection.record)}
    if connection.username:
        name = f"{_PREFIX}-read-only-{_digest(connection.username)}"
        designs[name] = read_only_of(connection.username)
    return designs


def index_script_of(connection: Connection) -> str:
    """Return commands that put the design documents into the database, for a shell with curl.

    curl asks for the administrator's password. Each document is one line of plain ASCII, and
    replaces the one of this name, if there is one.
    """
    return "\n".join(_commands(connection))


def _commands(connection: Connection) -> Iterator[str]:
    address = connection.address
    scheme = "https" if address.encrypted else "http"
    database = f"{scheme}://{address.hosts[0]}{database_path_of(connection)}"
    trusted = f" --cacert {shlex.quote(connection.trust_store)}" if connection.trust_store else ""
    curl = f"curl --silent --show-error{trusted} --user admin"
    for name, design in designs_of(connection).items():
        place = shlex.quote(f"{database}/_design/{name}")
        yield f"rev=$({curl} {place} | {_FIND_REVISION})"
        yield (
            f"{curl} --fail --request PUT --header 'Content-Type: application/json' "
            f"--data-binary @- {place}\"${{rev:+?rev=$rev}}\" <<'END'\n"
            f"{json.dumps(design)}\nEND"
        )


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def database_path_of(connection: Connection) -> str:
    """Return the path of the database, encoded: its name may contain a slash."""
    return f"/{encoded(connection.location['database'])}"
