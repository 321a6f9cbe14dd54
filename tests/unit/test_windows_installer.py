"""The installer for Windows, as far as its text shows: files, names and the identifier."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from profile_browser.domain.link_scheme import SCHEME
from tests.unit.helpers.sources import PACKAGE
from tests.unit.test_linux_install import METAINFO
from tests.unit.test_release_workflow import WORKFLOW

FOLDER = PACKAGE.parent / "resources" / "windows"
SCRIPT = (FOLDER / "profile-browser.iss").read_text(encoding="ascii")
SPEC = (PACKAGE.parent / "build.spec").read_text(encoding="utf-8")


def directive(name: str) -> str:
    return _only(rf"^{name}=(.*)$", SCRIPT)


def definition(name: str) -> str:
    return _only(rf'^#define {name} "(.*)"$', SCRIPT)


def _only(pattern: str, text: str) -> str:
    (found,) = re.finditer(pattern, text, re.MULTILINE)
    return str(found[1])


def path_of(text: str) -> Path:
    return (FOLDER / text.replace("\\", "/")).resolve()


def test_windows_recognizes_an_older_version_by_the_same_identifier() -> None:
    # Another one would leave the older version installed beside the new one.
    assert directive("AppId") == "{{2B543CFD-B419-413A-91BB-2E14271D13CF}"


def test_the_installer_takes_the_folder_and_the_program_that_the_build_makes() -> None:
    name = _only(r'^NAME = "(.*)"$', SPEC)
    assert path_of(definition("Build")) == PACKAGE.parent / "dist" / name
    assert definition("Program") == f"{name}.exe"
    assert definition("Title") == _only(r'^TITLE = "(.*)"$', SPEC)


def test_every_other_file_in_the_installer_exists() -> None:
    named = set(re.findall(r'(?<=[="])\.\.\\[^"\n]+', SCRIPT))
    others = {path_of(name) for name in named - {definition("Build"), directive("OutputDir")}}
    assert {path.name for path in others} == {"profile-browser.ico", "LICENSE"}
    assert [path for path in others if not path.is_file()] == []


def test_windows_shows_the_developers_that_software_centres_show() -> None:
    assert directive("AppPublisher") == ET.parse(METAINFO).getroot().findtext("developer_name")


def test_the_release_attaches_the_installer_under_the_name_that_it_is_given() -> None:
    assert path_of(directive("OutputDir")) == PACKAGE.parent / "dist"
    assert directive("OutputBaseFilename").endswith("-setup")
    assert 'mv dist/*-setup.exe "upload/' in WORKFLOW


def test_links_open_the_program_and_are_never_taken_for_options() -> None:
    assert definition("Scheme") == SCHEME
    keys = re.findall(
        r'^Root: HKA; Subkey: "Software\\Classes\\\{#Scheme\}(.*?)"', SCRIPT, re.MULTILINE
    )
    assert keys == ["", "", r"\DefaultIcon", r"\shell\open\command"]
    assert 'ValueName: "URL Protocol"; ValueData: ""' in SCRIPT
    command = _only(r'command"; ValueType: string; ValueData: "(.*)"$', SCRIPT)
    assert command.replace('""', '"') == r'"{app}\{#Program}" -- "%1"'


def test_an_uninstalled_program_leaves_no_scheme_behind() -> None:
    first = _only(r'^(Root: HKA; Subkey: "Software\\Classes\\\{#Scheme\}"; .*URL:.*)$', SCRIPT)
    assert first.endswith("Flags: uninsdeletekey")


def test_the_bundle_for_macos_names_the_scheme_of_links() -> None:
    assert '"CFBundleURLSchemes": [NAME]' in SPEC
    assert _only(r'^NAME = "(.*)"$', SPEC) == SCHEME
