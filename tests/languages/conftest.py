"""The fixtures of the real window."""

from tests.gui.conftest import driver, stores, theme, windows

__all__ = ["driver", "stores", "theme", "windows"]
