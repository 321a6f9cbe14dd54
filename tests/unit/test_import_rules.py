"""Imports run downwards only. A rule that no test checks leaks."""

import pytest

from tests.unit.helpers.import_rules import broken_rules
from tests.unit.helpers.sources import sources


def test_each_import_of_the_program_runs_downwards() -> None:
    assert broken_rules(sources()) == []


def test_the_whole_program_is_checked() -> None:
    assert {
        "profile_browser.__main__",
        "profile_browser.app",
        "profile_browser.resource_files",
        "profile_browser.domain.user",
        "profile_browser.stores.couchbase",
        "profile_browser.ui.main_window",
    } <= set(sources())


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("domain.user", "from profile_browser.stores.sample import SampleStore"),
        ("domain.user", "from profile_browser.resource_files import read_resource"),
        ("domain.user", "import platformdirs"),
        ("domain.wording.window", "import PySide6.QtCore"),
        ("resource_files", "from profile_browser import __version__"),
        ("resource_files", "from profile_browser.domain import user"),
        ("resource_files", "import pydantic"),
        ("ui.parts", "from profile_browser.stores import opening"),
        ("ui.parts", "from profile_browser.lookups.service import LookupService"),
        ("ui.parts", "from profile_browser.settings.options import SAMPLE"),
        ("ui.parts", "from profile_browser.app import run"),
        ("ui.parts", "import couchbase"),
        ("lookups.worker", "from profile_browser.stores.opening import LazyStore"),
        ("lookups.worker", "from PySide6.QtWidgets import QLabel"),
        ("lookups.worker", "from PySide6 import QtGui"),
        ("lookups.worker", "import PySide6"),
        ("stores.opening", "from profile_browser.records.log import start_log"),
        ("stores.opening", "from couchbase.cluster import Cluster"),
        ("stores.network", "from PySide6.QtCore import QObject"),
        ("settings.options", "from profile_browser.stores.sample import SampleStore"),
        ("records.log", "from profile_browser.settings.options import SAMPLE"),
        ("records.log", "from PySide6 import QtCore"),
        ("terminal.lookup", "from profile_browser.ui.theme import Theme"),
        ("terminal.lookup", "from profile_browser.lookups.worker import Request"),
        ("terminal.lookup", "from profile_browser.app import leave"),
        ("terminal.lookup", "from PySide6.QtCore import QObject"),
        ("terminal.lookup", "from profile_browser import app"),
        ("app", "from profile_browser.terminal.lookup import look_up_all"),
        ("app", "from profile_browser.__main__ import main"),
        ("__main__", "from profile_browser.ui.main_window import MainWindow"),
        ("__main__", "from profile_browser.stores.opening import LazyStore"),
        ("__main__", "from PySide6.QtWidgets import QApplication"),
        ("attic.old", "import json"),
        ("attic.old", "from profile_browser.domain.user import User"),
    ],
)
def test_an_import_out_of_its_layer_is_noticed(module: str, source: str) -> None:
    assert len(broken_rules({f"profile_browser.{module}": source})) == 1


@pytest.mark.parametrize(
    "source",
    [
        "if TYPE_CHECKING:\n    from profile_browser.app import run",
        "def late():\n    from profile_browser.app import run",
        "class Late:\n    def late(self):\n        import couchbase.cluster",
        "from ..app import run",
        "from .. import app",
        "from profile_browser import *",
        "import profile_browser",
        "import profile_browser.app as harmless",
        "importlib.import_module('profile_browser.app')",
        "__import__('profile_browser.app')",
    ],
)
def test_no_way_of_writing_it_hides_an_import(source: str) -> None:
    assert broken_rules({"profile_browser.ui.parts": source})


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("domain.user", "import json\nfrom pydantic import BaseModel"),
        ("domain.wording.problems", "from profile_browser import __version__"),
        ("domain.user", "from profile_browser.domain.document import document_id"),
        ("ui.parts", "from . import theme\nfrom PySide6 import QtWidgets"),
        ("lookups.worker", "from PySide6 import QtCore"),
        ("stores.sample", "from profile_browser.resource_files import read_resource"),
        ("stores.couchbase", "from couchbase.cluster import Cluster"),
        ("terminal.lookup", "from profile_browser.stores.opening import LazyStore"),
        ("records.log", "from platformdirs import user_state_path"),
        ("__main__", "from profile_browser.app import run"),
    ],
)
def test_an_import_within_its_layer_is_let_through(module: str, source: str) -> None:
    assert broken_rules({f"profile_browser.{module}": source}) == []
