"""A release must not fail halfway because the workflow names something that does not exist."""

import os
import re

import pytest

from tests.unit.helpers.sources import PACKAGE

ROOT = PACKAGE.parent
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
SYSTEMS = ("linux", "windows", "macos")


def test_every_action_is_pinned_to_an_exact_version() -> None:
    actions = re.findall(r"uses: (\S+)", WORKFLOW)
    assert len(actions) >= 4
    assert [
        name for name in actions if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+\.\d+\.\d+", name)
    ] == []


def test_every_repository_file_in_the_workflow_exists() -> None:
    pattern = r"(?<![\w.])((?:\.ci|resources|tests)/[\w./-]+|build\.spec|[A-Z]{5,}\.md|LICENSE)"
    named = set(re.findall(pattern, WORKFLOW))
    assert {".ci/make_sbom", ".ci/constraints.txt", ".ci/archive", "LICENSE"} <= named
    assert {"build.spec", "tests/frozen", ".ci/package", ".ci/nfpm/go.mod"} <= named
    assert "resources/windows/profile-browser.iss" in named
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


@pytest.mark.skipif(os.name != "posix", reason="only there a file may be run or not")
def test_the_scripts_in_the_workflow_are_executable() -> None:
    scripts = set(re.findall(r"(?<![\w./-])\.ci/\w+(?![\w./])", WORKFLOW))
    assert len(scripts) == 4
    for script in scripts | {"resources/linux/install"}:
        assert os.access(ROOT / script, os.X_OK), script


def test_every_extra_that_the_workflow_installs_is_declared() -> None:
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    extras = re.findall(r"install '\.\[(\w+)\]'", WORKFLOW)
    assert extras == ["build", "test"]
    assert [extra for extra in extras if f"\n{extra} = [" not in declared] == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_is_built_and_archived(system: str) -> None:
    built = re.search(rf"- system: {system}\n +runner: \S+\n +program: dist/", WORKFLOW)
    archived = re.search(rf"^            {system}\)(.*?);;$", WORKFLOW, re.MULTILINE | re.DOTALL)
    assert built
    assert archived
    assert '"upload/$name' in archived[1]


def test_no_other_system_is_built_or_archived() -> None:
    assert tuple(re.findall(r"- system: (\w+)$", WORKFLOW, re.MULTILINE)) == SYSTEMS
    assert tuple(re.findall(r"^            (\w+)\)", WORKFLOW, re.MULTILINE)) == SYSTEMS


def test_nothing_is_signed_unless_signing_is_switched_on() -> None:
    steps = WORKFLOW.split("\n      - ")
    secret = [step for step in steps if "secrets." in step]
    assert len(secret) == 3
    assert all("vars.SIGN == 'true'" in step for step in secret)


def test_the_packages_for_linux_are_tried_and_attached() -> None:
    (step,) = re.findall(r"name: Packages for Linux\n(.*?)\n\n", WORKFLOW, re.DOTALL)
    assert ".ci/package upload" in step
    assert "apt-get install -y ./upload/*.deb" in step
    assert "profile-browser lookup johndoe --sample" in step


def test_programs_are_signed_before_they_are_packed_and_the_installer_before_it_is_attached() -> (
    None
):
    steps = ("Sign for Windows", "Installer for Windows", "Sign the installer", "Archive")
    places = [WORKFLOW.index(f"- name: {step}\n") for step in steps]
    assert places == sorted(places)
