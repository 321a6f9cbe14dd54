"""What mongosh is given to list the words of names, run in Node.js, which mongosh is made of."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from profile_browser.domain.folding import fold
from profile_browser.domain.matching import entries_of
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.stores.mongodb.indexes import index_script_of
from profile_browser.stores.mongodb.place import Place
from tests.servers.building import build_or_skip, tool

if TYPE_CHECKING:
    import pytest

NAMES = [
    "John Doe",
    "John Michael Doe",
    "Maria-Louise O’Neil",
    "Doe, John (Jr.)",
    "a b c d e f g h i j",
    "İpek\u2003Ünal",
    "  Zoë  ",
    "'\"/\\",
    "-",
    "",
]
NESTED = USUAL_LAYOUT._replace(
    built_in=tuple(
        field._replace(path="person.name") if field.name == "full_name" else field
        for field in USUAL_LAYOUT.built_in
    )
)
PLACE = Place("shop", "people", layout=NESTED, names_field="names")
PEOPLE = """
const records = JSON.parse(process.argv[1]), written = [], sizes = [];
let found, asked;
const people = {
  createIndex: () => {},
  find: (which) => { found = which; return people; },
  batchSize: (size) => { asked = size; return records; },
  bulkWrite: (writes) => {
    sizes.push(writes.length);
    for (const {updateOne: {filter, update}} of writes)
      written.push([filter._id, update.$set.names, filter]);
  },
};
const db = {getSiblingDB: () => ({getCollection: () => people})};
"""


def run_in_node(script: str, records: list[Any], config: pytest.Config) -> Any:  # noqa: ANN401 - JSON
    node = build_or_skip(tool, "node", config)
    program = f"{PEOPLE}\n{script}\nconsole.log(JSON.stringify({{written, sizes, found, asked}}));"
    command = [node, "--eval", program, json.dumps(records)]
    return json.loads(subprocess.run(command, capture_output=True, check=True, timeout=30).stdout)


def test_names_are_listed_as_the_program_lists_them(request: pytest.FixtureRequest) -> None:
    records = [{"_id": each, "person": {"name": name}} for each, name in enumerate(NAMES)]
    answer = run_in_node(index_script_of(PLACE), records, request.config)
    listed = {number: {fold(entry) for entry in names} for number, names, _ in answer["written"]}
    assert listed == {number: entries_of(name) for number, name in enumerate(NAMES)}


def test_only_records_without_a_list_are_filled_in_batches(request: pytest.FixtureRequest) -> None:
    records = [{"_id": number, "person": {"name": "Al"}} for number in range(2500)]
    answer = run_in_node(index_script_of(PLACE), records, request.config)
    missing = {"$exists": False}
    assert answer["found"] == {
        "names": missing,
        "person.name": {"$type": "string"},
        "type": "userprofile",
    }
    assert answer["sizes"] == [1000, 1000, 500]
    assert answer["asked"] == 1000
    assert answer["written"][0][2] == {"_id": 0, "person.name": "Al", "names": missing}
