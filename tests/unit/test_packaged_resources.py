"""The wheel has every file of resources/ that the program reads."""

import re
import tomllib
from pathlib import Path

from profile_browser.stores.sample import source
from tests.unit.helpers.sources import PACKAGE

ROOT = PACKAGE.parent


def test_the_wheel_has_both_samples_and_the_style_sheet() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    included = build["targets"]["wheel"]["force-include"]
    names = {source.SAMPLE_FILE, source.SHOP_FILE, "style.qss"}
    loose = {path.name for path in (ROOT / "resources").iterdir() if path.is_file()}
    assert loose == names | {"make_icons.py"}
    assert {f"resources/{name}" for name in names} <= set(included)
    assert all(target == f"profile_browser/_{origin}" for origin, target in included.items())


def test_the_frozen_program_has_every_loose_file_of_the_resources() -> None:
    spec = (ROOT / "build.spec").read_text("utf-8")
    assert re.search(r'ROOT / "resources" / "\*\.\*"\), RESOURCES', spec)
    assert Path(source.SHOP_FILE).suffix
