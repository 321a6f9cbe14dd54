"""What a file holds is replaced as a whole or not at all."""

import stat
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from profile_browser.domain.whole_files import replacing


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return a file that is there."""
    target = tmp_path / "a"
    target.write_text("old")
    return target


def test_a_file_is_replaced_at_the_end_alone(target: Path) -> None:
    with replacing(target) as file:
        file.write(b"new")
        file.flush()
        assert target.read_text() == "old"
    assert target.read_text() == "new"


def _write_half(target: Path) -> NoReturn:
    with replacing(target) as file:
        file.write(b"new")
        raise KeyboardInterrupt


def test_after_an_interrupt_a_file_stays_and_nothing_is_left_beside_it(target: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _write_half(target)
    assert target.read_text() == "old"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_a_file_gets_its_mode(tmp_path: Path, mode: int) -> None:
    with replacing(tmp_path / "a", mode):
        pass
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode
