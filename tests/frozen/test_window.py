"""The executable's window as it is visible on X11 and Wayland."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.frozen.program import bare_environment
from tests.frozen.screens import (
    TIMEOUT_SECONDS,
    running_program,
    seen_until,
    shell,
    wayland_screen,
    x11_screen,
    x11_window,
)
from tests.frozen.session_bus import dark_desktop, session_bus
from tests.wire.node import Node
from tests.wire.tls import encrypted

_READ_X11 = 'import -window "$1" "$2"; tesseract "$2" - --psm 11 2> /dev/null'
_READ_WAYLAND = """
cd "$1"; rm -f wayland-screenshot-*.png; weston-screenshooter
tesseract wayland-screenshot-*.png - --psm 11 2> /dev/null
"""
_BRIGHTNESS = "import -window \"$1\" png:- | convert - -colorspace gray -format '%[fx:mean]' info:"


@pytest.fixture
def x11() -> Iterator[dict[str, str]]:
    with x11_screen() as display:
        yield bare_environment() | {"DISPLAY": display, "QT_SCALE_FACTOR": "2"}


def read_x11(environment: dict[str, str], words: list[str], folder: Path) -> str:
    """Return the text in the window once it shows John Doe, and quit it by keyboard."""
    with running_program(words, environment, folder) as program:
        window = x11_window(environment)
        picture = str(folder / "seen.png")
        seen = seen_until("John Doe", lambda: shell(_READ_X11, environment, window, picture))
        shell("xdotool key ctrl+q", environment)
        assert program.wait(TIMEOUT_SECONDS) == 0
    return seen


def test_the_window_shows_a_user_from_the_sample_data(x11: dict[str, str], tmp_path: Path) -> None:
    seen = read_x11(x11, ["johndoe", "--sample"], tmp_path)
    assert "John Doe" in seen
    assert "johndoe@example.com" in seen


def test_the_window_shows_a_user_from_a_node_over_tls(
    x11: dict[str, str], tls_node: Node, trust_store: Path, tmp_path: Path
) -> None:
    connection = bare_environment(encrypted(tls_node, trust_store))
    seen = read_x11(connection | x11, ["johndoe"], tmp_path)
    assert "John Doe" in seen
    assert "johndoe@example.com" in seen


def test_the_window_shows_a_user_on_wayland_without_x11(tmp_path: Path) -> None:
    with wayland_screen(tmp_path) as variables:
        environment = bare_environment() | variables | {"QT_SCALE_FACTOR": "2"}
        with running_program(["johndoe", "--sample"], environment, tmp_path):
            seen = seen_until("John Doe", lambda: shell(_READ_WAYLAND, environment, str(tmp_path)))
    assert "John Doe" in seen
    assert "johndoe@example.com" in seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_window_follows_the_colour_scheme_of_the_desktop(
    x11: dict[str, str], scheme: str, tmp_path: Path
) -> None:
    with session_bus() as bus:
        desktop = {"DBUS_SESSION_BUS_ADDRESS": bus, "XDG_CURRENT_DESKTOP": "GNOME"}
        environment = x11 | desktop
        if scheme == "dark":
            with dark_desktop(bus):
                brightness = window_brightness(environment, tmp_path)
        else:
            brightness = window_brightness(environment, tmp_path)
    assert brightness < 0.3 if scheme == "dark" else brightness > 0.7


def window_brightness(environment: dict[str, str], folder: Path) -> float:
    """Return the average brightness of the window, from 0 to 1, once it shows John Doe."""
    with running_program(["johndoe", "--sample"], environment, folder):
        window = x11_window(environment)
        picture = str(folder / "seen.png")
        seen_until("John Doe", lambda: shell(_READ_X11, environment, window, picture))
        return float(shell(_BRIGHTNESS, environment, window))
