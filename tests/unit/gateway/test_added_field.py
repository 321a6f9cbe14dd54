"""A field that takes one more line in the table of fields reaches the desks, and is described."""

import json
import shutil
from os import pathsep
from pathlib import Path

from tests.unit.helpers.program import python
from tests.unit.helpers.sources import PACKAGE

BEFORE = "    disabled: Annotated["
LINE = '    phone: Annotated[str | None, Field("Phone")] = None\n'
_CODE = """
import json
from profile_browser.domain.user import User
from profile_browser.stores.reading import found
from tests.unit.gateway.desk import make_desk
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.scripted import ScriptedStore

outcome = found(CLUSTER, "ann", User(username="ann", phone="+43 660"))
desk = make_desk(ScriptedStore(outcome, outcome), CLUSTER, has_docs=True)
schemas = desk.ask("/openapi.json").json()["components"]["schemas"]
print(json.dumps([desk.ask("/users/ann").json(), schemas["UserModel"]["required"]]))
"""


def test_a_field_added_to_the_table_is_answered_and_described(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    fields = tmp_path / PACKAGE.name / "domain" / "fields.py"
    source = fields.read_text("utf-8")
    fields.write_text(source.replace(BEFORE, LINE + BEFORE), "utf-8")
    path = pathsep.join([str(tmp_path), str(PACKAGE.parent)])
    ended = python("-P", "-c", _CODE, home=tmp_path, PYTHONPATH=path)
    assert ended.code == 0, ended.err
    answer, required = json.loads(ended.out)
    assert answer["phone"] == "+43 660"
    assert required == list(answer)
