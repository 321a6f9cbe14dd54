"""What a second start hands over: one line of JSON, which the running window answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_LINE = 16_384  # bytes, with the end of the line
TAKEN, NOT_TAKEN = b'{"taken": true}\n', b'{"taken": false}\n'


class HandoverError(ValueError):
    """What is read is no handover."""


class Handover(NamedTuple):
    """What was typed or linked, the options that were given, and the desktop's token.

    The token lets a window come to the front. The repr has nobody's name, because of logs.
    """

    text: str
    options: Mapping[str, str]
    token: str = ""

    def __repr__(self) -> str:
        return "Handover(…)"


def encode(handover: Handover) -> bytes:
    """Return the line for a handover."""
    fields = {"version": 1, **handover._asdict(), "options": dict(handover.options)}
    return json.dumps(fields).encode("ascii") + b"\n"


def decode(line: bytes) -> Handover:
    """Return the handover in a line. Raises HandoverError for anything else."""
    if len(line) > LONGEST_LINE or not line.endswith(b"\n"):
        raise HandoverError
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        raise HandoverError from None
    known = {"version", *Handover._fields}
    match fields:
        case {
            "version": 1,
            "text": str(text),
            "options": dict(options),
            "token": str(token),
        } if fields.keys() == known and all(isinstance(one, str) for one in options.values()):
            return Handover(text, options, token)
    raise HandoverError
