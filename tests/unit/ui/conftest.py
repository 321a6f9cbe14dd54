"""The theme that models and widgets are made with."""

import pytest
from PySide6.QtWidgets import QApplication

from profile_browser.ui.theme import Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)
