"""A list of 100,000 people leaves the computer room for other programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.processes import long_list_program
from tests.unit.helpers.sources import PACKAGE

COUNT = 25_000  # a quarter, with a quarter of the 150 megabytes
MOST = 150 / 4  # megabytes above the same window with an empty list


def test_a_hundred_thousand_people_take_at_most_150_megabytes() -> None:
    ended = subprocess.run(
        [sys.executable, long_list_program.__file__, str(COUNT)],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        check=True,
        text=True,
        timeout=50,
    )
    measured = json.loads(ended.stdout)
    assert measured["shown"] == COUNT
    assert measured["megabytes"] <= MOST
