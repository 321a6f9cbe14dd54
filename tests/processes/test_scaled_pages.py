"""Added fields in the smallest window, also on a screen where everything is twice as large."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.processes import scaled_program
from tests.unit.helpers.sources import PACKAGE


@pytest.mark.parametrize("scale", ["1", "2"])
def test_every_row_is_reached_and_nothing_scrolls_sideways(scale: str) -> None:
    folder = str(PACKAGE.parent)
    environment = {**os.environ, "PYTHONPATH": folder, "QT_SCALE_FACTOR": scale}
    command = [sys.executable, scaled_program.__file__]
    ended = subprocess.run(
        command, env=environment, capture_output=True, check=True, text=True, timeout=60
    )
    assert json.loads(ended.stdout) == {
        "ratio": float(scale),
        "rows": 16,
        "sideways": 0,
        "out of reach": [],
        "sideways in the list": 0,
        "columns": 16,
    }
