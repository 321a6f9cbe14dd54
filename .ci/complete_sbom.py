"""Add non-Python components to the SBOM, drop what is not packed, and fail if it is incomplete."""

import json
import platform
import ssl
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

from PyInstaller.archive.readers import CArchiveReader

from profile_browser import __version__

FOLDERS = ("profile-browser/_internal", "Profile Browser.app/Contents/Frameworks")
PROGRAMS = (
    "profile-browser/profile-browser",
    "profile-browser/profile-browser.exe",
    "Profile Browser.app/Contents/MacOS/profile-browser",
)
TOOLS = {"pytest", "mypy", "pip", "ruff", "cyclonedx-bom"}


def main(file: Path) -> None:
    bill = json.loads(file.read_text(encoding="utf-8"))
    bill["metadata"]["component"]["version"] = (
        __version__  # pyproject.toml leaves it to the package
    )
    for tool in bill["metadata"]["tools"]["components"]:
        tool.pop("externalReferences", None)  # links to the SBOM tool itself
    shipped = packed(file.parent)
    drop_unpacked(bill, shipped)
    bill["components"] += [*languages(), *libraries(file.parent)]
    text = json.dumps(bill, indent=2)
    file.write_text(text, encoding="utf-8")
    listed = {plain(part["name"]): part["version"] for part in bill["components"]}
    refuse("lists what is not shipped", TOOLS & listed.keys())
    refuse("lacks bundled packages", shipped - listed.keys())
    refuse("contains paths of this machine", {place for place in places() if place in text})
    print(
        len(listed), "components, including", *(f"{name} {listed[name]}" for name in sorted(MAIN))
    )


def drop_unpacked(bill: dict[str, Any], shipped: set[str]) -> None:
    """Drop what packages require and the program does not use, such as click."""
    dropped = [part for part in bill["components"] if plain(part["name"]) not in shipped]
    bill["components"] = [part for part in bill["components"] if part not in dropped]
    refs = {part["bom-ref"] for part in dropped}
    bill["dependencies"] = [each for each in bill["dependencies"] if each["ref"] not in refs]
    for each in bill["dependencies"]:
        each["dependsOn"] = [ref for ref in each.get("dependsOn", ()) if ref not in refs]


MAIN = {"pyside6-essentials", "couchbase", "pydantic", "python", "openssl"}


def languages() -> list[dict[str, str]]:
    """Return the interpreter and its TLS library."""
    openssl = ssl.OPENSSL_VERSION.split()[1]
    parts = {"python": platform.python_version(), "openssl": openssl}
    return [
        component(name, version, f"pkg:generic/{name}@{version}") for name, version in parts.items()
    ]


def libraries(dist: Path) -> list[dict[str, str]]:
    """Return the shared libraries that were copied from the build system."""
    suffixes = (".so", ".dll", ".dylib")
    files = (file for folder in FOLDERS for file in sorted((dist / folder).glob("*")))
    own = (file for file in files if file.is_file() and not file.is_symlink())
    names = (file.name for file in own if any(suffix in file.name for suffix in suffixes))
    return [component(name, f"of {platform.system()}") for name in names]


def component(name: str, version: str, purl: str = "") -> dict[str, str]:
    part = {"type": "library", "name": name, "version": version, "bom-ref": f"{name}=={version}"}
    return part | ({"purl": purl} if purl else {})


def packed(dist: Path) -> set[str]:
    """Return the packages whose modules are in the executable's archive, or compiled beside it."""
    program = next(dist / name for name in PROGRAMS if (dist / name).exists())
    modules = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc
    compiled = (file.name for folder in FOLDERS for file in (dist / folder).glob("*"))
    tops = {name.partition(".")[0] for name in (*modules, *compiled)} - sys.stdlib_module_names
    owners = packages_distributions()
    return {plain(owner) for top in tops for owner in owners.get(top, [])} - {"profile-browser"}


def places() -> list[str]:
    return ["file://", json.dumps(str(Path.cwd()))[1:-1]]


def plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def refuse(fault: str, names: set[str]) -> None:
    if names:
        sys.exit(f"The SBOM {fault}: {', '.join(sorted(names))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
