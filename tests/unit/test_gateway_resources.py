"""The gateway's unit for systemd and the lines for its proxies are valid, and safe."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import trustme

from profile_browser.gateway.network.uvicorn_server import SECONDS_FOR_RUNNING
from profile_browser.settings.credentials import FILE_NAME
from profile_browser.settings.gateway_file import read_gateway_rules
from tests.unit.helpers.program import python
from tests.unit.helpers.sources import PACKAGE

RESOURCES = PACKAGE.parent / "resources" / "gateway"
UNIT = "profile-browser-gateway.service"
_MOST_EXPOSED = "1.5"  # of 10; systemd calls up to 2 “safe” and more than 7 “unsafe”


def _run(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=50)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return the unit with a program that is on every machine."""
    text = (RESOURCES / UNIT).read_text("utf-8")
    path = tmp_path / UNIT
    path.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", text), "utf-8")
    return path


def test_systemd_understands_every_line_of_the_unit(unit: Path) -> None:
    assert _run("systemd-analyze", "verify", "--man=no", str(unit)) == ""


def test_the_service_may_do_little_more_than_it_needs(unit: Path) -> None:
    _run(
        "systemd-analyze",
        "security",
        "--no-pager",
        "--offline=true",
        f"--threshold={float(_MOST_EXPOSED) * 10:.0f}",
        str(unit),
    )


def test_systemd_waits_for_the_running_requests_and_hands_over_the_password() -> None:
    text = (RESOURCES / UNIT).read_text("utf-8")
    stop = re.search(r"^TimeoutStopSec=(\d+)$", text, re.MULTILINE)
    assert stop
    assert int(stop[1]) > SECONDS_FOR_RUNNING + 1
    assert f"\nLoadCredential={FILE_NAME}:/" in text


def test_the_administrator_s_file_in_the_instructions_is_valid(tmp_path: Path) -> None:
    instructions = (RESOURCES / "README.md").read_text("utf-8")
    block = re.search(r"```toml\n(.*?)```", instructions, re.DOTALL)
    assert block
    folder = tmp_path / "etc" / "profile-browser"
    folder.mkdir(parents=True)
    text = block[1].replace("…", "k" * 40)
    (folder / "connections.toml").write_text(text, "utf-8")
    checked = python("-m", "profile_browser", "connections", "--check", home=tmp_path)
    assert (checked.code, checked.err) == (0, "")
    gateway = read_gateway_rules(folder / "connections.toml")
    assert gateway.token_file.startswith("/var/lib/profile-browser-gateway/")


def test_nginx_understands_its_lines(tmp_path: Path) -> None:
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    issued = trustme.CA().issue_cert("profiles.example.com")
    issued.private_key_pem.write_to_path(tmp_path / "key.pem")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "fullchain.pem")
    text = (RESOURCES / "nginx.conf").read_text("utf-8")
    for folder in ("/etc/ssl/profiles.example.com", "/var/log/nginx"):
        text = text.replace(folder, str(tmp_path))
    (tmp_path / "site.conf").write_text(text, "utf-8")
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{name}_temp_path {tmp_path}/{name};" for name in temporary)
    main = (
        f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ {paths} include site.conf; }}"
    )
    (tmp_path / "nginx.conf").write_text(main, "utf-8")
    _run("nginx", "-t", "-q", "-e", "stderr", "-c", str(tmp_path / "nginx.conf"))


def test_caddy_understands_its_lines() -> None:
    _run("caddy", "validate", "--adapter", "caddyfile", "--config", str(RESOURCES / "Caddyfile"))


def test_no_proxy_logs_a_username_or_believes_a_client_about_its_address() -> None:
    nginx = (RESOURCES / "nginx.conf").read_text("utf-8")
    format_ = nginx.partition("log_format")[2].partition(";")[0]
    assert not re.search(r"\$(request|uri|request_uri|args|document_uri|http_referer)\b", format_)
    assert "error_log /var/log/nginx/profile-browser-error.log crit;" in nginx
    assert "X-Forwarded-For $remote_addr;" in nginx
    caddy = (RESOURCES / "Caddyfile").read_text("utf-8")
    assert {"request>uri delete", "request>headers delete"} <= {*map(str.strip, caddy.splitlines())}
    assert "header_up X-Forwarded-For {remote_host}" in caddy
