"""The soak: ``python -m tests.soak --lookups 20000 --seed 1``; exit code 1 on a fault."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from random import Random, SystemRandom
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from profile_browser.desktop.application import _log_qt_message, exit_process
from profile_browser.desktop.controller import AppController
from profile_browser.desktop.services import Services, SignedInStores
from profile_browser.domain.configuration import Configuration
from profile_browser.records.log import start_log
from profile_browser.stores.couchbase.check import check_connection
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLES
from profile_browser.ui.theme import STYLE_ARGUMENTS, Theme
from tests.gui.fakes import FakeFiles, FakePasswords, own
from tests.gui.threads import all_end_within
from tests.soak.directory import NORTH, SOUTH, Directory
from tests.soak.fault_injector import FaultInjector
from tests.soak.soak import Setting, Soak
from tests.soak.verdict import summary, verdict
from tests.wire.node_process import NodeProcess
from tests.wire.stores import cluster_store, connection_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NoReturn

    from profile_browser.domain.connection import Connection
    from tests.soak.process import Sample

DIRECTORIES = (NORTH, SOUTH)
_LAST_SECONDS = 1.0


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one soak, print the result and end the process."""
    options = _options(arguments)
    random = Random(options.seed)
    print(f"Seed {options.seed}", flush=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        start_log(lambda: folder)
        nodes = {
            directory.title: stack.enter_context(NodeProcess(directory.documents()))
            for directory in DIRECTORIES
        }
        qInstallMessageHandler(_log_qt_message)
        browser = _window(nodes)
        injector = FaultInjector(random, nodes)
        soak = Soak(browser, Setting(DIRECTORIES, injector, random, options.patience))
        soak.run(options.lookups, options.seconds, _print_sample)
        browser.close()
        if not all_end_within(_LAST_SECONDS):
            soak.ledger.report_violation("a thread is still running after the window is closed")
    print(summary(soak))
    faults = verdict(soak, long=options.lookups >= options.long)
    for fault in faults:
        print(f"FAULT: {fault}")
    exit_process(1 if faults else 0)  # here, while the window and its threads are still referenced


def _window(nodes: Mapping[str, NodeProcess]) -> AppController:
    connections = [connection_of(directory, nodes[directory.title]) for directory in DIRECTORIES]
    files = FakeFiles(Configuration(tuple(own(one) for one in connections)))
    passwords = FakePasswords()
    look = SignedInStores(STORES, passwords, files).look_at_network
    services = Services(
        STORES.kinds, SAMPLES, cluster_store, check_connection, look, passwords, files
    )
    theme = Theme(QApplication([sys.argv[0], *STYLE_ARGUMENTS]))
    browser = AppController(files.read(), connections[0], theme, services)
    browser.window.show()
    browser.window.activateWindow()
    return browser


def connection_of(directory: Directory, node: NodeProcess) -> Connection:
    """Return a connection to the node of a directory, with short timeouts."""
    return replace(
        connection_to(node),
        key=directory.title.lower(),
        title=directory.title,
        kv_timeout=0.6,
        query_timeout=1.0,
        connect_timeout=1.0,
    )


def _print_sample(sample: Sample) -> None:
    print(f"{sample.lookups} lookups: {sample.line}", flush=True)


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser("tests.soak", description=__doc__)
    parser.add_argument("--lookups", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=4 * 3600.0, help="stop after so many")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--patience", type=float, default=15.0, help="seconds: longer is a hang")
    parser.add_argument("--long", type=int, default=5000, help="lookups from which memory counts")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
