"""Runs the program without one of its tricks: ``python -m tests.benchmarks.without TRICK …``."""

from __future__ import annotations

import gc
import runpy
import sys

from profile_browser.desktop import qt_import


def _do_nothing() -> None:
    pass


def _keep_import_hook() -> None:
    vars(qt_import)["remove_import_hook"] = _do_nothing


def _run_signatures_at_once() -> None:
    vars(qt_import)["LATER"] = ()


def _collect_garbage() -> None:
    vars(gc).update(disable=_do_nothing, freeze=_do_nothing)


def _import_whole_sdk() -> None:
    from profile_browser.stores.couchbase import sdk_import  # noqa: PLC0415 - it imports the SDK

    sdk_import.LEFT_OUT.clear()


NOTHING = "nothing"
# How to take each trick out: the names that the command takes.
TRICKS = {
    "import-hook": _keep_import_hook,
    "signatures": _run_signatures_at_once,
    "garbage": _collect_garbage,
    "whole-sdk": _import_whole_sdk,
}


def main(left_out: str, *arguments: str) -> None:
    """Run the program; without nothing, it runs as it is."""
    if left_out != NOTHING:
        TRICKS[left_out]()
    sys.argv = ["profile_browser", *arguments]
    runpy.run_module("profile_browser", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
