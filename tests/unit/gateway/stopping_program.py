"""A server that stops as the gateway does. ``/slow`` answers when standard input has a line."""

import asyncio
import os
import socket
import sys

import uvicorn
from starlette.types import Receive, Scope, Send

from profile_browser.gateway.network import uvicorn_server
from profile_browser.gateway.network.uvicorn_server import StoppableServer

released: asyncio.Event


def say(text: object) -> None:
    os.write(1, f"{text}\n".encode())  # print cannot be used by a signal that interrupts a print


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
        return
    if scope["path"] == "/slow":
        say("slow")
        await released.wait()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"answer"})


async def _live(receive: Receive, send: Send) -> None:
    await receive()
    global released  # noqa: PLW0603 - made on the event loop
    released = asyncio.Event()
    asyncio.get_running_loop().add_reader(sys.stdin, released.set)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    say("closed")
    await send({"type": "lifespan.shutdown.complete"})


def main() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    if len(sys.argv) > 1:
        uvicorn_server.SECONDS_FOR_RUNNING = int(sys.argv[1])
    config = uvicorn.Config(application, http="httptools", log_config=None, access_log=False)
    server = StoppableServer(config, lambda: say("stopping"))
    say(listening.getsockname()[1])
    server.run(sockets=[listening])
    say("ended")


if __name__ == "__main__":
    main()
