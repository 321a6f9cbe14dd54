"""A person's file that cannot be read: a sentence, and the other connections still work."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profile_browser.domain.configuration import Configuration
from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.people import KINDS
from tests.unit.settings.tables import table

PIECES = st.sampled_from(
    [b"[connections.a]\n", b'bucket = "x"\n', b"kv_timeout = ", b"1e999", b"9" * 5000, b"\0", b'"',
     b"\xff", b"[" * 3000, b"managed = true\n", b"connections = 3\n", b"a." * 2000 + b"b = 1\n",
     b"\xef\xbb\xbf", b"\r\n", b"\n", b"'''", b"[[connections]]\n", b'title = "\\u0000"\n'],
)  # fmt: skip


def _read(system: Path, own: Path, of_system: str = "", of_person: str = "") -> Configuration:
    for path, text in ((system, of_system), (own, of_person)):
        if text:
            path.write_text(text, "utf-8")
    return read_configuration(system, own, KINDS)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"a = 1\nb = \n", 2),
        (b"a = 1\nb = 2\na = 3\n", 3),
        (b"[connections.eu\n", 1),
        (b'a = 1\nb = """\n\n', 4),
    ],
)
def test_a_broken_file_is_named_with_the_line(
    content: bytes, line: int, system: Path, own: Path
) -> None:
    own.write_bytes(content)
    configuration = _read(system, own, table("eu"))
    assert list(configuration.by_key) == ["eu"]
    assert not configuration.writable
    assert configuration.faults == (f"{own} cannot be read: line {line} is not valid TOML.",)


def test_a_file_in_another_encoding_is_named_with_the_line(system: Path, own: Path) -> None:
    own.write_bytes('# \ntitle = "Süd"\n'.encode("latin-1"))
    configuration = read_configuration(system, own, KINDS)
    assert not configuration.writable
    assert configuration.faults == (f"{own} cannot be read: line 2 is not text in UTF-8.",)


def test_a_mark_that_windows_writes_before_the_text_is_passed_over(system: Path, own: Path) -> None:
    own.write_bytes(b"\xef\xbb\xbf" + table("eu").encode().replace(b"\n", b"\r\n"))
    assert list(read_configuration(system, own, KINDS).by_key) == ["eu"]


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_not_waited_for(make: object, system: Path, own: Path) -> None:
    assert callable(make)
    make(own)
    configuration = read_configuration(system, own, KINDS)
    own.rmdir() if own.is_dir() else own.unlink()
    assert not configuration.writable
    assert configuration.faults == (f"{own} cannot be read: it is not a file.",)


def test_a_file_that_may_not_be_read_is_a_sentence(
    system: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _mode: str) -> object:
        raise PermissionError(13, "Permission denied")

    own.touch()
    monkeypatch.setattr(Path, "open", refuse)
    configuration = read_configuration(system, own, KINDS)
    assert not configuration.writable
    assert configuration.faults == (f"{own} cannot be read: Permission denied.",)


def test_the_largest_file_is_read(system: Path, own: Path) -> None:
    text = table("eu")
    own.write_text(text + "#" * (1_000_000 - len(text)), "utf-8")
    assert list(read_configuration(system, own, KINDS).by_key) == ["eu"]


def test_a_file_that_hides_its_size_is_not_read_on(
    system: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a file in /proc does, or one that grows while it is read."""
    own.write_bytes(b"#" * 2_000_000)
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result([0] * 10))
    configuration = read_configuration(system, own, KINDS)
    assert not configuration.writable
    assert configuration.faults == (
        f"{own} cannot be read: it has 1,000,001 bytes, and at most 1,000,000 are allowed.",
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES | st.binary(max_size=20)).map(b"".join), st.booleans())
def test_any_bytes_make_connections_or_sentences(
    system: Path, own: Path, content: bytes, is_system: bool
) -> None:
    (system if is_system else own).write_bytes(content)
    configuration = read_configuration(system, own, KINDS)
    assert all(fault and "\n" not in fault for fault in configuration.faults)
