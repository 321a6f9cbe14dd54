"""The entry point: chooses the language, and only then imports what has sentences."""

from __future__ import annotations

import gc
import os
import signal
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit code. The arguments default to the process's own."""
    gc.disable()  # until a command begins, or the window has settled: the start makes no garbage
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    finally:
        gc.enable()


def _run(arguments: list[str]) -> int:
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # else an import would print a traceback
    from profile_browser.messages.language import choose_language  # noqa: PLC0415 - after that

    choose_language(arguments, os.environ)
    from profile_browser.commands import run_program  # noqa: PLC0415 - sentences need the language

    return run_program(arguments)


if __name__ == "__main__":
    sys.exit(main())
