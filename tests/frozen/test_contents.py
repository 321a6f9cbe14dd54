"""The packed files: everything that the program needs, and no more than the size limit."""

import re
import tomllib
from pathlib import Path
from typing import cast

from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader

from tests.frozen.program import CHECKOUT, EXECUTABLE, FOLDER

# With Qt's network module, through which a second start reaches the window that is open, and with
# its D-Bus module: 153 MB.
LARGEST_BYTES = 155_000_000
LARGEST_PACKED_BYTES = 47_000_000
NOT_LOADED = re.compile(
    r"libgtk|libgdk|libcairo|libpango|libkrb5|libgssapi|Qt6OpenGL|libxcb-glx|Qt6Qml|Qt6Quick"
    r"|mypy|hypothesis|pytest|setuptools|couchbase/tests|make_icons|cacert|libXau|libXi|libglib|cassandra/cluster"
)
# Libraries import these by names that they build at run time.
LOADED_BY_NAME = {
    "dns.rdtypes.IN.A",
    "dns.rdtypes.IN.AAAA",
    "dns.rdtypes.IN.SRV",
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
}


def frozen_modules() -> set[str]:
    """Return the names of the modules in the executable."""
    archive = CArchiveReader(str(EXECUTABLE)).open_embedded_archive("PYZ.pyz")
    return set(cast("ZlibArchiveReader", archive).toc)


def test_every_module_of_the_program_is_packed() -> None:
    files = (CHECKOUT / "profile_browser").rglob("*.py")
    names = {".".join(file.relative_to(CHECKOUT).with_suffix("").parts) for file in files}
    modules = {name.removesuffix(".__init__") for name in names}
    assert modules - frozen_modules() == {"profile_browser.__main__"}  # the start script


def test_modules_imported_by_computed_names_are_packed() -> None:
    assert LOADED_BY_NAME - frozen_modules() == set()


def test_what_only_a_gateway_imports_is_not_packed() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    forbidden = [
        set(contract.get("forbidden_modules", ()))
        for contract in project["tool"]["importlinter"]["contracts"]
    ]
    (of_gateway,) = (modules for modules in forbidden if "fastapi" in modules)
    packed = {name.partition(".")[0] for name in frozen_modules()}
    assert packed & (of_gateway | {"httptools", "opentelemetry", "uvloop"}) == set()


def test_the_administration_guide_is_packed() -> None:
    (packed,) = FOLDER.rglob("administration.md")
    assert packed.parts[-3:-1] == ("_resources", "guide")
    assert packed.read_bytes() == (CHECKOUT / "resources/guide/administration.md").read_bytes()


def test_what_draws_the_icons_is_packed() -> None:
    plugins = {path.stem.removeprefix("lib") for path in FOLDER.rglob("plugins/*/*svg*")}
    assert plugins == {"qsvg", "qsvgicon"}  # the second draws the icon of the window


def test_every_language_is_packed_with_the_sentences_of_qt_in_it() -> None:
    languages = {source.stem for source in (CHECKOUT / "resources/translations").glob("*.po")}
    assert {path.parts[-3] for path in FOLDER.rglob("profile-browser.mo")} == languages
    packed = {path.stem for path in FOLDER.rglob("*.qm")}
    assert packed == {f"qtbase_{language}" for language in languages}


def test_the_folder_is_small_enough() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(files) > 100
    assert sum(path.stat().st_size for path in files) <= LARGEST_BYTES


def test_the_archive_is_small_enough(archive: Path) -> None:
    assert 10_000_000 < archive.stat().st_size <= LARGEST_PACKED_BYTES


def test_files_that_the_program_never_loads_are_not_packed() -> None:
    names = [path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*")]
    assert [name for name in names if NOT_LOADED.search(name)] == []
