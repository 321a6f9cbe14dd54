import re
import subprocess

from tests.frozen.program import FOLDER

LARGEST_BYTES = 150_000_000
LARGEST_PACKED_BYTES = 45_000_000
NOT_LOADED = re.compile(
    r"libgtk|libgdk|libcairo|libpango|libkrb5|libgssapi|Qt6Network|Qt6Qml|Qt6Quick"
    r"|mypy|hypothesis|pytest|setuptools|couchbase/tests"
)


def test_the_folder_is_small_enough() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(files) > 100
    assert sum(path.stat().st_size for path in files) <= LARGEST_BYTES


def test_the_archive_is_small_enough() -> None:
    command = f"tar -C '{FOLDER.parent}' -c '{FOLDER.name}' | xz -T0 -6 | wc -c"
    packed = subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", command], capture_output=True, check=True
    )
    assert 10_000_000 < int(packed.stdout) <= LARGEST_PACKED_BYTES


def test_nothing_is_packed_that_the_program_never_loads() -> None:
    names = [path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*")]
    assert [name for name in names if NOT_LOADED.search(name)] == []
