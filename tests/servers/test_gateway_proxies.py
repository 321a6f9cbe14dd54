"""A gateway behind nginx or Caddy, with the lines of resources/gateway."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest
import trustme

from tests.servers.gateway_process import GatewayProcess, ask, trusting
from tests.unit.helpers.sources import PACKAGE
from tests.wire.cluster_map import HOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[[Path, int, int, trustme.CA], "list[str]"]

RESOURCES = PACKAGE.parent / "resources" / "gateway"
SERVER_NAME = "profiles.example.com"
_LONGEST_START_SECONDS = 20.0
_PROXY_OPTIONS = ("--behind-proxy",)


def _nginx(folder: Path, port: int, gateway_port: int, authority: trustme.CA) -> list[str]:
    """Write the lines with this port and these folders, and return the command."""
    issued = authority.issue_cert(SERVER_NAME)
    issued.private_key_pem.write_to_path(folder / "key.pem")
    for blob in issued.cert_chain_pems:
        blob.write_to_path(folder / "fullchain.pem", append=True)
    text = (RESOURCES / "nginx.conf").read_text("utf-8").replace("listen [::]:443 ssl;", "")
    for old, new in (
        ("listen 443", f"listen {HOST}:{port}"),
        ("127.0.0.1:8443", f"{HOST}:{gateway_port}"),
        ("/etc/ssl/profiles.example.com", str(folder)),
        ("/var/log/nginx", str(folder)),
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text, "utf-8")
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{name}_temp_path {folder}/{name};" for name in temporary)
    user = "user root;" if os.getuid() == 0 else ""
    main = f"{user} daemon off; pid {folder}/pid; events {{}} http {{ {paths} include site.conf; }}"
    (folder / "nginx.conf").write_text(main, "utf-8")
    return ["nginx", "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]


def _caddy(folder: Path, port: int, gateway_port: int, authority: trustme.CA) -> list[str]:
    """Write the lines with this port and these folders, and return the command."""
    issued = authority.issue_cert(SERVER_NAME)
    issued.private_key_pem.write_to_path(folder / "key.pem")
    for blob in issued.cert_chain_pems:
        blob.write_to_path(folder / "fullchain.pem", append=True)
    text = (RESOURCES / "Caddyfile").read_text("utf-8")
    tls = f"tls {folder}/fullchain.pem {folder}/key.pem\n"
    for old, new in (
        (f"{SERVER_NAME} {{\n", f"https://{SERVER_NAME}:{port} {{\nbind {HOST}\n{tls}"),
        ("127.0.0.1:8443", f"{HOST}:{gateway_port}"),
        ("/var/log/caddy", str(folder)),
        ("\tservers {", "\tadmin off\n\tauto_https disable_redirects\n\tservers {"),
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "Caddyfile").write_text(text, "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    environment = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / "output.log").open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    try:
        until = time.monotonic() + _LONGEST_START_SECONDS
        while not _listens(port):
            assert process.poll() is None, (folder / "output.log").read_text()
            assert time.monotonic() < until
        yield
    finally:
        process.terminate()
        process.wait(20)


def _listens(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True


class _ProxiedConnection(HTTPConnection):
    """Connects to a port of this machine by TLS, and expects the proxy's name."""

    def __init__(self, port: int, authority: trustme.CA) -> None:
        super().__init__(HOST, port, timeout=20)
        self._tls = trusting(authority)

    def connect(self) -> None:
        super().connect()
        self.sock = self._tls.wrap_socket(self.sock, server_hostname=SERVER_NAME)


@pytest.mark.parametrize("make", [_nginx, _caddy], ids=["nginx", "caddy"])
def test_a_proxy_passes_requests_on_as_they_are_and_logs_no_username(
    tmp_path: Path, make: Start
) -> None:
    if shutil.which(make.__name__.removeprefix("_")) is None:
        pytest.skip("this proxy is not installed")
    authority = trustme.CA()
    with socket.create_server((HOST, 0)) as free:
        port: int = free.getsockname()[1]
    folder = tmp_path / "proxy"
    folder.mkdir()
    with GatewayProcess(tmp_path, options=_PROXY_OPTIONS) as gateway:
        command = make(folder, port, gateway.port, authority)
        with _running(command, folder, port):
            connection = _ProxiedConnection(port, authority)
            headers = {
                "Authorization": f"Bearer {gateway.token}",
                "Host": f"{SERVER_NAME}:{port}",
                "X-Forwarded-For": "10.66.66.66",
                "Forwarded": "for=10.66.66.66",
            }
            found = ask(connection, "/users/johndoe", headers=headers)
            slash = ask(connection, "/users/john%2Fdoe", headers=headers)
            connection.close()
            gateway.terminate()
            assert gateway.wait() == 0
            gone = ask(connection, "/users/johndoe", headers=headers)
            connection.close()
    assert found.status == 200
    assert slash.status == 404
    assert json.loads(slash.body)["title"] != "The gateway has nothing at this address"
    assert gone.status == 502
    requests = [json.loads(line) for line in gateway.log.splitlines() if '"request"' in line]
    assert [line["desk"] for line in requests] == [HOST, HOST]
    assert found.headers["X-Request-ID"] == requests[0]["request_id"]
    logs = "".join(path.read_text("utf-8") for path in folder.glob("*.log"))
    assert "200" in logs
    for secret in ("johndoe", "john%2Fdoe", gateway.token):
        assert secret not in logs
