"""On a minimal Linux, the program names the libraries that Qt lacks and how to install them."""

import re
import sys
from pathlib import Path

import pytest

from profile_browser.desktop import system_libraries
from profile_browser.desktop.system_libraries import missing_display_library, missing_library
from profile_browser.messages import terminal
from tests.unit.helpers.program import Result, python

README = Path(__file__).parents[3] / "README.md"
# Runs the program with an import of Qt that fails as if a system library were missing.
WITHOUT_LIBRARY = """
import sys
from importlib.abc import MetaPathFinder

class Loader(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == sys.argv[1]:
            raise ImportError(sys.argv[2])

sys.meta_path.insert(0, Loader())
from profile_browser.__main__ import main
sys.exit(main(sys.argv[3:]))
"""
# Runs the program with the display plug-ins of another folder.
WITH_PLUGINS = """
import sys
from pathlib import Path
from profile_browser.desktop import system_libraries
system_libraries.plugins_folder = lambda: Path(sys.argv[1])
from profile_browser.__main__ import main
sys.exit(main(["--sample"]))
"""
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves libraries out")


def import_error_for(library: str) -> str:
    return f"{library}: cannot open shared object file: No such file or directory"


def expected_error(library: str) -> Result:
    return Result(2, "", f"profile-browser: {terminal.library_missing(library)}\n")


@pytest.fixture
def unloadable_plugins(tmp_path: Path) -> Path:
    """Return a folder with Qt's X11 plug-in, changed to need a library that does not exist."""
    plugin = (system_libraries.plugins_folder() / "libqxcb.so").read_bytes()
    plugins = tmp_path / "platforms"
    plugins.mkdir()
    missing = plugin.replace(b"libQt6XcbQpa.so.6", b"libxcb-gone.so.12")
    assert missing != plugin
    (plugins / "libqxcb.so").write_bytes(missing)
    return plugins


@pytest.mark.parametrize("library", ["libglib-2.0.so.0", "libEGL.so.1"])
@pytest.mark.parametrize("module", ["PySide6.QtCore", "PySide6.QtWidgets"])
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    tmp_path: Path, library: str, module: str
) -> None:
    answer = python("-c", WITHOUT_LIBRARY, module, import_error_for(library), home=tmp_path)
    assert answer == expected_error(library)
    assert terminal.QT_LIBRARIES_LINE in answer.err


def test_a_missing_library_leaves_a_traceback_in_the_log(tmp_path: Path) -> None:
    python("-c", WITHOUT_LIBRARY, "PySide6.QtCore", import_error_for("libEGL.so.1"), home=tmp_path)
    (log,) = tmp_path.rglob("*.log")
    written = log.read_text("utf-8")
    assert "ERROR profile_browser: The system lacks libEGL.so.1" in written
    assert "in find_spec" in written


def test_any_other_failed_import_is_an_internal_error(tmp_path: Path) -> None:
    answer = python("-c", WITHOUT_LIBRARY, "PySide6.QtCore", "cannot import name", home=tmp_path)
    assert (answer.code, answer.err) == (70, f"profile-browser: {terminal.INTERNAL_ERROR}\n")


def test_the_readme_has_the_same_install_command() -> None:
    lines = re.findall(r"^sudo apt-get install .*$", README.read_text("utf-8"), re.MULTILINE)
    assert terminal.QT_LIBRARIES_LINE in lines


@linux_only
def test_a_library_that_the_display_plug_in_lacks_is_named(
    tmp_path: Path, unloadable_plugins: Path
) -> None:
    folder = str(unloadable_plugins)
    display = {"DISPLAY": ":98765", "QT_PLUGIN_PATH": str(tmp_path)}
    answer = python("-c", WITH_PLUGINS, folder, home=tmp_path, **display)
    assert answer == expected_error("libxcb-gone.so.12")


@linux_only
def test_a_plug_in_for_an_absent_display_is_not_blamed(
    unloadable_plugins: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_libraries, "plugins_folder", lambda: unloadable_plugins)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert missing_display_library() is None


def test_a_missing_python_module_is_not_mistaken_for_a_system_library() -> None:
    assert missing_library("No module named 'PySide6'") is None
