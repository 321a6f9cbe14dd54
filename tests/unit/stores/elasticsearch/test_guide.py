"""The role in the guide is the one that the suite's account has."""

import json
import re

from tests.servers.building import HERE
from tests.unit.helpers.sources import PACKAGE

GUIDE = PACKAGE.parent / "resources" / "guide" / "administration.md"
ROLES = HERE / "opensearch" / "security" / "roles.yml"


def test_the_guide_asks_for_the_role_that_the_tests_use() -> None:
    printed = re.findall(
        r"^PUT \S+/roles/profile_reader\n(.*)$", GUIDE.read_text("utf-8"), re.MULTILINE
    )
    used = re.findall(r"^profile_reader: (.*)$", ROLES.read_text("utf-8"), re.MULTILINE)
    [role], [used_role] = map(json.loads, printed), map(json.loads, used)
    role["index_permissions"][0]["index_patterns"] = ["profiles*"]
    assert role == used_role
