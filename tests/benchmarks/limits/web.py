"""Serves a limit as the gateway is served: with uvicorn, httptools and the loop of asyncio."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from fastapi import FastAPI


def serve(application: FastAPI) -> None:
    """Serve on the port of the first argument, without a log."""
    port = int(sys.argv[1])
    uvicorn.run(
        application, port=port, loop="asyncio", http="httptools", access_log=False, log_config=None
    )
