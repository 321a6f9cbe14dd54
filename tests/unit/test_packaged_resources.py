"""The wheel has every file of resources/ that the program reads."""

import re
import tomllib
from pathlib import Path

from profile_browser.stores.sample import source
from resources.translations.compiling import COMPILED, FOLDER
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


def test_the_frozen_program_has_every_catalogue_and_the_sentences_of_qt_in_these_languages() -> (
    None
):
    spec = (ROOT / "build.spec").read_text("utf-8")
    assert "*catalogues()," in spec
    kept = re.search(r"translations/\(\?!qtbase_\(([a-z|]+)\)", spec)
    assert kept is not None
    assert set(kept[1].split("|")) == {path.stem for path in FOLDER.glob("*.po")}


def test_an_installation_has_compiled_every_catalogue() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    assert (ROOT / build["hooks"]["custom"]["path"]).is_file()
    assert all((FOLDER / source.stem / COMPILED).is_file() for source in FOLDER.glob("*.po"))
