"""What the install script puts in place starts from there, by the name that a menu uses."""

import subprocess
from pathlib import Path

from tests.frozen.program import CHECKOUT, bare_environment


def test_the_installed_program_is_started_by_its_name(tmp_path: Path) -> None:
    install = CHECKOUT / "resources" / "linux" / "install"
    root = bare_environment() | {"DESTDIR": str(tmp_path), "PREFIX": "/usr"}
    subprocess.run([install], env=root, cwd=tmp_path, check=True)
    environment = bare_environment() | {"PATH": f"{tmp_path}/usr/bin:/usr/bin:/bin"}
    menu = (tmp_path / "usr/share/applications/profile-browser.desktop").read_text(encoding="utf-8")
    name = next(line for line in menu.splitlines() if line.startswith("Exec=")).split("=")[1]
    ended = subprocess.run(
        ["/bin/sh", "-c", f"{name} lookup johndoe --sample"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "Full name: John Doe" in ended.stdout
