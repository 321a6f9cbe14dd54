"""Saves twenty connections one after another: ``saving_program.py FILE NAME``."""

import sys
from dataclasses import replace
from pathlib import Path

from profile_browser.settings.connection_editor import save_connection
from tests.unit.helpers.people import CLUSTER, KINDS

SAVES = 20


def main(file: str, name: str) -> None:
    """Begin when the other has its word, so that both write at once."""
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(SAVES):
        save_connection(Path(file), replace(CLUSTER, key=f"{name}-{number}"), KINDS)
        changed = replace(
            CLUSTER, key=f"{name}-0", location={**CLUSTER.location, "bucket": f"b{number}"}
        )
        save_connection(Path(file), changed, KINDS, replacing=f"{name}-0")


if __name__ == "__main__":
    main(*sys.argv[1:])
