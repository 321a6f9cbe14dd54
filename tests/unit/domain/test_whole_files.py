"""What a file holds is replaced as a whole or not at all."""

import stat
import sys
from pathlib import Path

import pytest

from profile_browser.domain.whole_files import replacing


@pytest.mark.parametrize("fails", [False, True])
def test_a_file_is_replaced_at_the_end_and_stays_after_a_failure(
    tmp_path: Path, fails: bool
) -> None:
    target = tmp_path / "a"
    target.write_text("old")

    def write() -> None:
        with replacing(target) as file:
            file.write(b"new")
            file.flush()
            assert target.read_text() == "old"
            if fails:
                raise OSError

    if fails:
        pytest.raises(OSError, write)
    else:
        write()
    assert target.read_text() == ("old" if fails else "new")
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_a_file_gets_its_mode(tmp_path: Path, mode: int) -> None:
    with replacing(tmp_path / "a", mode):
        pass
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode
