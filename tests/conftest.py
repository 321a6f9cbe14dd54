"""Set-up for all tests: they need no display and leave the user's files and keyring alone."""

import gc
import os
import signal
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Set before anything imports Qt: the tests need no display.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Set before anything imports a sentence: the tests read English.
os.environ["LANGUAGE"] = "en"
# A shell lets what it starts in the background ignore Ctrl+C. What tests start would, too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
# Set before anything imports keyring: the user's own keyring is never used.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

MOST_WORKERS = 8  # each loads Qt and the SDK, and more workers save no time

# No deadlines and fixed examples, so that a busy machine causes no failures. .ci/run tries all
# examples of the profile complete; those of thorough are other ones each time, and many more.
_REPRODUCIBLE = settings(
    deadline=None,
    derandomize=True,
    max_examples=25,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("steady", _REPRODUCIBLE)
settings.register_profile("complete", _REPRODUCIBLE, max_examples=300)
settings.register_profile("thorough", _REPRODUCIBLE, derandomize=False, max_examples=5_000)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a build demand what a person's machine may lack, and what takes minutes to fetch."""
    parser.addoption(
        "--require-servers",
        action="store_true",
        help="build the stores' servers and run the tests that need them; none may be skipped",
    )


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Draw as the program does, whatever style the desktop has."""
    from profile_browser.ui.theme import STYLE_ARGUMENTS  # noqa: PLC0415 - most tests need no Qt

    return ["tests", *STYLE_ARGUMENTS]


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Remove the time limit from thorough runs."""
    if config.getoption("--hypothesis-profile") == "thorough":
        config.option.timeout = 0


def pytest_collection_finish() -> None:
    """Leave the collected tests out of each garbage collection from now on."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Start one more worker than there are cores, because tests spend half their time waiting."""
    return min((os.cpu_count() or 1) + 1, MOST_WORKERS)


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, object, object]:
    """Escape lone surrogates in reports: xdist sends reports as UTF-8, and many tests use them."""
    report = yield
    # xdist sends three reports a test, and nobody reads the keywords of one that passed.
    if isinstance(report, dict) and report.get("outcome") == "passed":
        report["keywords"] = {}
    return _encodable(report)


def _encodable(part: object) -> object:
    match part:
        case str():
            return part.encode("utf-8", "backslashreplace").decode("utf-8")
        case dict():
            return {_encodable(key): _encodable(value) for key, value in part.items()}
        case list() | tuple():
            return type(part)(map(_encodable, part))
    return part


@pytest.fixture(scope="session")
def _new_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the path of a folder for each test, and of another one for the next."""
    folder = tmp_path_factory.mktemp("tests")
    return (folder / str(number) for number in count())


@pytest.fixture(scope="session")
def _runtime_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return where windows in processes find one another: none of them finds the user's own."""
    return str(tmp_path_factory.mktemp("runtime"))


@pytest.fixture
def _own_path(_new_folders: Iterator[Path]) -> Path:
    """Return where this test may write. Most write nothing, and it takes time to make folders."""
    return next(_new_folders)


@pytest.fixture
def tmp_path(_own_path: Path) -> Path:
    """Return an empty folder, as pytest's own fixture does in a tenth of its time."""
    _own_path.mkdir(mode=0o700, exist_ok=True)  # the home may be in it already
    return _own_path


@pytest.fixture(autouse=True)
def isolated_folders(
    _own_path: Path, _runtime_folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Give each test its own folders and environment."""
    for name in [name for name in os.environ if name.startswith("PROFILE_BROWSER_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(_own_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(_own_path / "system"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", _runtime_folder)
