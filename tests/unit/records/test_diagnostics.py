"""The diagnostics contain what an administrator asks for first, and no secrets."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from profile_browser import __version__
from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import ProblemKind
from profile_browser.records import diagnostics as diagnostics_module
from profile_browser.records.crashes import CrashReport
from profile_browser.records.diagnostics import diagnostics
from profile_browser.stores.sample.adapter import SAMPLE
from tests.unit.helpers.people import CLUSTER, PASSWORD
from tests.unit.helpers.problems import problem_of
from tests.unit.helpers.program import python

ENDED = datetime(2026, 1, 2, 12, 0, 1, tzinfo=UTC)
DISPLAY = "xcb, 1920 × 1080, 125%, light"


def _facts(connection: Connection = CLUSTER) -> dict[str, str]:
    about, _, _ = diagnostics(connection, (), None, DISPLAY).partition("\n\n")
    return dict(line.split(": ", 1) for line in about.splitlines())


def test_versions_system_and_display_are_listed() -> None:
    facts = _facts()
    assert facts["Program"] == f"Profile Browser {__version__}"
    assert facts["Display"] == DISPLAY
    for name in ("Python", "PySide6-Essentials", "couchbase", "pydantic", "System", "Log"):
        assert facts[name] not in ("", "unknown")


def test_the_driver_of_another_kind_of_store_is_listed_with_its_version_once_loaded() -> None:
    kind = CLUSTER.kind._replace(drivers=frozenset({"hypothesis", "no_such_driver"}))
    facts = _facts(replace(CLUSTER, kind=kind))
    assert facts["hypothesis"] == hypothesis.__version__
    assert "no_such_driver" not in facts
    assert "hypothesis" not in _facts()


def test_the_connection_is_described_without_username_and_password() -> None:
    address = f"couchbases://agent:{PASSWORD}@db.example.com"
    connection = replace(CLUSTER, connection_string=address, search=False)
    text = diagnostics(connection, (), None, DISPLAY)
    assert "Address: couchbases://db.example.com\n" in text
    assert "Bucket: travel\nScope: _default\nCollection: _default\n" in text
    assert "Timeouts: read 30 s, search 15 s, connect 10 s\n" in text
    assert "Reads at once: 64 in the window, 256 in the terminal\n" in text
    assert "Search: no\n" in text
    assert PASSWORD not in text
    assert "agent" not in text


def test_the_diagnostics_say_whether_the_connection_is_encrypted() -> None:
    assert _facts()["Encrypted"] == "yes"
    assert _facts(replace(CLUSTER, connection_string="couchbase://h"))["Encrypted"] == "no"


def test_the_sample_data_has_no_address() -> None:
    assert "Address" not in _facts(SAMPLE)


def test_a_title_with_a_line_break_cannot_add_a_line() -> None:
    facts = _facts(replace(CLUSTER, title="Customers\nAddress: made up"))
    assert facts["Address"] == CLUSTER.connection_string


def test_the_last_problems_are_listed_with_details_but_without_usernames() -> None:
    shown = [
        problem_of(ProblemKind.DAMAGED_DOCUMENT),
        problem_of(ProblemKind.TIMED_OUT, cause="SomeException (7)"),
    ]
    text = diagnostics(CLUSTER, shown, None, DISPLAY)
    assert text.index("Cause: Damaged fields: email") < text.index("Cause: SomeException (7)")
    assert "johndoe" not in text


def test_without_problems_or_crashes_the_diagnostics_say_so() -> None:
    text = diagnostics(CLUSTER, (), None, DISPLAY)
    assert "Recent problems\n\nNone since the program started\n" in text
    assert text.endswith("Last crash\n\nNone\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Fatal Python error: Aborted\n", "Fatal Python error: Aborted\n"), ("", "No stack trace")],
)
def test_the_last_crash_is_shown_with_its_time(text: str, expected: str) -> None:
    shown = diagnostics(CLUSTER, (), CrashReport(ENDED, text), DISPLAY)
    assert f"Last crash (2026-01-02 12:00:01+0000)\n\n{expected}" in shown


def test_the_home_folder_is_abbreviated_so_that_no_account_name_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/marked"))
    monkeypatch.setattr(diagnostics_module, "log_file", lambda: Path("/home/marked/state/x.log"))
    crash = CrashReport(ENDED, 'File "/home/marked/lib/worker.py", line 1')
    text = diagnostics(CLUSTER, (), crash, DISPLAY)
    assert "marked/" not in text
    assert "Log: ~/state/x.log\n" in text


def test_the_version_of_a_library_without_metadata_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(diagnostics_module, "LIBRARIES", ("unheard-of",))
    assert _facts()["unheard-of"] == "unknown"


def test_the_versions_are_found_without_loading_the_libraries(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from profile_browser.records.diagnostics import diagnostics\n"
        "from profile_browser.stores.sample.adapter import SAMPLE\n"
        "diagnostics(SAMPLE, (), None, '')\n"
        "sys.exit(bool({'couchbase', 'pydantic', 'PySide6'} & set(sys.modules)))\n"
    )
    assert python("-c", program, home=tmp_path).code == 0
