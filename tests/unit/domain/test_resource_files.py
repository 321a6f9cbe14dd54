"""The program finds its resource files wherever it is installed."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from profile_browser.domain import resource_files
from profile_browser.domain.resource_files import read_resource, resources_folder
from tests.unit.helpers.sources import PACKAGE


@pytest.fixture(autouse=True)
def uncached_search() -> Iterator[None]:
    """Clear the cached folder before and after each test."""
    resources_folder.cache_clear()
    yield
    resources_folder.cache_clear()


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return the two places where the folder may be; both are still empty."""
    places = (tmp_path / "package" / "_resources", tmp_path / "resources")
    monkeypatch.setattr(resource_files, "_CANDIDATES", places)
    return places


def _fill(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "sample_profiles.jsonl").write_text("山田", encoding="utf-8")


def test_a_checkout_has_the_resources_beside_the_package() -> None:
    assert (resources_folder() / "style.qss").is_file()


@pytest.mark.parametrize("place", [0, 1])
def test_the_resources_are_found_in_an_installation_and_in_a_checkout(
    places: tuple[Path, Path], place: int
) -> None:
    _fill(places[place])
    assert resources_folder() == places[place]
    assert read_resource("sample_profiles.jsonl") == "山田"


def test_an_installed_program_uses_its_own_resources(places: tuple[Path, Path]) -> None:
    for place in places:
        _fill(place)
    assert resources_folder() == places[0]


def test_the_folder_inside_the_package_is_searched_first() -> None:
    assert [place.parent for place in resource_files._CANDIDATES] == [PACKAGE, PACKAGE.parent]


def test_an_incomplete_installation_names_the_missing_folder(places: tuple[Path, Path]) -> None:
    with pytest.raises(FileNotFoundError, match="_resources"):
        resources_folder()
    assert not places[0].exists()


@pytest.mark.parametrize(
    "name", ["guide/administration.md", "icons/copy.svg", "sample_profiles.jsonl", "style.qss"]
)
def test_a_wheel_contains_every_resource_where_the_program_looks_for_it(name: str) -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    file = PACKAGE.parent / "resources" / name
    assert file.is_file()
    sources = [source for source in included if file.is_relative_to(PACKAGE.parent / source)]
    assert [included[source] for source in sources] == [f"profile_browser/_{sources[0]}"]
