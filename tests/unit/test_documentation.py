"""README, CONTRIBUTING and the guide: every link works, and every setting is documented."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from profile_browser.__main__ import main
from profile_browser.commands import COMMANDS, INTERNAL_ERROR
from profile_browser.domain.store_kind import Capability
from profile_browser.messages.help_menu import GUIDE_TITLE
from profile_browser.settings.connection_files import read_configuration
from profile_browser.settings.description import describe_rules, describe_table
from profile_browser.settings.record_table import describe_more, describe_record, read_record
from profile_browser.settings.selection import PASSWORD_VARIABLE
from profile_browser.stores.couchbase.expressions import folded, name_entries
from profile_browser.stores.registry import STORES
from profile_browser.terminal.streams import BROKEN_PIPE, INTERRUPTED, WRITE_FAILED
from tests.unit.helpers.documents import (
    BLOCK,
    CODE,
    CONTRIBUTING,
    GUIDE,
    README,
    listed,
    section,
)
from tests.unit.helpers.people import CLUSTER

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.domain.store_kind import StoreKind

LONGEST_README = 180  # lines
COMMON_EXIT_CODES = {INTERNAL_ERROR, INTERRUPTED, WRITE_FAILED, BROKEN_PIPE}
KEYS = {key for kind in STORES.kinds.kinds for key in describe_table(kind)}
KEYS |= {*STORES.kinds.location_names}
OPTION = re.compile(r"--[a-z][a-z-]*")
LINK = re.compile(r"\]\(\s*([^)\s]+)\s*\)", re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def store_rows(file: Path, kind: StoreKind) -> list[list[str]]:
    """Return the cells of the rows about a kind of store in the tables of stores."""
    rows = re.findall(rf"^\| {kind.title}\b.*\|$", file.read_text("utf-8"), re.MULTILINE)
    return [row.split("|") for row in rows]


def options_of(*command: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Return the options in the help of a command."""
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return set(OPTION.findall(capsys.readouterr().out)) - {"--help"}


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the help of a command, on one line."""
    with pytest.raises(SystemExit):
        main([command, "--help"])
    return " ".join(capsys.readouterr().out.split())


def exit_code_table() -> str:
    """Return the guide's table of exit codes."""
    return section("Commands").partition("| Command | Exit code 0 | 1 | 2 | 3 |")[2]


def exit_codes(text: str) -> set[int]:
    """Return the numbers in a text."""
    return {int(number) for number in re.findall(r"\b\d+\b", text)}


def anchors(file: Path) -> set[str]:
    """Return the anchors of a file's headings."""
    headings = HEADING.findall(BLOCK.sub("", file.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(file: Path, text: str) -> list[str]:
    """Return the broken links in a text of this file; links to the web are not checked."""
    links = [link for link in LINK.findall(BLOCK.sub("", text)) if "://" not in link]
    return [link for link in links if not _works(file, link)]


def _works(file: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = file.parent / path if path else file
    return target.is_file() and (not anchor or anchor in anchors(target))


def test_the_readme_is_short() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= LONGEST_README


@pytest.mark.parametrize(
    "line",
    ["sudo apt-get install -y lib.*", "python3 -m venv .*--sample", "python3 -m venv .*pytest"],
)
def test_each_command_that_ci_takes_from_the_readme_is_there_once(line: str) -> None:
    assert len(re.findall(f"^{line}$", README.read_text("utf-8"), re.MULTILINE)) == 1


@pytest.mark.parametrize("file", [README, CONTRIBUTING, GUIDE], ids=lambda file: file.stem)
def test_every_link_works(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(LINK.findall(text)) > 5
    assert broken_links(file, text) == []


@pytest.mark.parametrize(
    "link", ["MISSING.md", "#no-such-heading", "CONTRIBUTING.md#no-such-heading"]
)
def test_a_broken_link_is_noticed(link: str) -> None:
    assert broken_links(README, f"[here]({link})") == [link]


def test_the_guide_links_to_no_other_file() -> None:
    links = LINK.findall(GUIDE.read_text("utf-8"))
    assert [link for link in links if not link.startswith(("#", "https://"))] == []


def test_the_guide_has_the_title_in_the_help_menu() -> None:
    assert GUIDE.read_text("utf-8").startswith(f"# {GUIDE_TITLE}\n")


def test_the_guide_documents_exactly_the_keys_of_a_connection() -> None:
    assert listed("Keys of a connection") == KEYS


def test_the_guide_documents_exactly_the_keys_of_a_record_layout() -> None:
    headings = {"record", "more"}  # of the two tables
    assert listed("Record layout") == {*describe_record(), *describe_more()} | headings


def test_the_guide_s_record_layout_is_one_that_the_program_reads() -> None:
    (block,) = (one for one in BLOCK.findall(GUIDE.read_text("utf-8")) if ".record]" in one)
    tables = tomllib.loads(block.strip("`").removeprefix("toml"))["connections"]
    layout = read_record(tables["customers-eu"]["record"])
    assert [field.label for field in layout.more] == ["Phone", "Customer since"]


def test_the_guide_s_first_example_is_a_file_without_faults(tmp_path: Path) -> None:
    example = next(one for one in BLOCK.findall(GUIDE.read_text("utf-8")) if "```toml" in one)
    (tmp_path / "system.toml").write_text(example.strip("`").removeprefix("toml"), "utf-8")
    files = tmp_path / "system.toml", tmp_path / "own.toml"
    configuration = read_configuration(*files, STORES.kinds)
    assert configuration.faults == ()
    assert configuration.largest_list == 2000
    assert configuration.by_key["customers-eu"].connection.reads_at_once == 16


def test_the_guide_documents_exactly_the_administrator_s_rules() -> None:
    assert listed("Rules for everybody") == set(describe_rules())


def test_the_guide_documents_exactly_the_options_and_variables(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [cell.partition(" ")[0] for cell in listed("Options and variables")]
    options = options_of(capsys=capsys)
    assert {row for row in rows if row.startswith("--")} == options
    names = [
        option[2:]
        for option in options - {"--sample", "--sample-shop", "--version", "--new-window"}
    ]
    variables = {f"PROFILE_BROWSER_{name.upper().replace('-', '_')}" for name in names}
    named = set(re.findall(r"PROFILE_BROWSER_\w+", section("Options and variables")))
    assert named == variables | {PASSWORD_VARIABLE}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_guide_documents_every_command_with_its_options(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = section("Commands")
    assert re.search(rf"^\| .*`{command}\b", text, re.MULTILINE)
    own = options_of(command, capsys=capsys) - options_of(capsys=capsys)
    assert own <= set(OPTION.findall(text))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_guide_and_the_help_list_the_same_exit_codes(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (row,) = re.findall(rf"^\| ([^|]*`{command}`.*) \|$", exit_code_table(), re.MULTILINE)
    meanings = row.split("|")[1:]
    documented = {code for code, meaning in enumerate(meanings) if meaning.strip()}
    codes = help_of(command, capsys=capsys).partition("Exit codes:")[2]
    assert exit_codes(codes.partition(".")[0]) == documented
    assert exit_codes(codes.partition("Any command")[2]) == COMMON_EXIT_CODES


@pytest.mark.parametrize("command", ["lookup", "find", "check"])
def test_a_host_that_cannot_prove_who_it_is_has_the_same_exit_code_everywhere(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    case = "a host could not prove who it is"
    (row,) = re.findall(rf"^\| [^|]*`{command}`.* \|$", exit_code_table(), re.MULTILINE)
    texts = {
        "help": help_of(command, capsys=capsys).partition("3 ")[2],
        "guide": row.rpartition(" | ")[2],
        "README": README.read_text("utf-8").partition("and 3 if ")[2].partition(". It is 70")[0],
    }
    assert {name for name, text in texts.items() if case in " ".join(text.split())} == {*texts}


def test_every_exit_code_is_documented_in_the_readme_and_the_guide() -> None:
    of_readme = README.read_text("utf-8").partition("The exit code is ")[2].partition("\n\n")[0]
    of_guide = section("Commands").partition("Any command ends with ")[2]
    assert exit_codes(of_readme) == {0, 1, 2, 3} | COMMON_EXIT_CODES
    assert exit_codes(of_guide) == COMMON_EXIT_CODES


def test_the_help_describes_connection_options_only_where_there_are_some(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with_options = {
        command for command in COMMANDS if "connection option" in help_of(command, capsys=capsys)
    }
    assert with_options == {"lookup", "find", "check", "indexes", "serve"}


def test_the_guide_has_the_index_statements_that_the_program_prints() -> None:
    script = STORES.adapter_of(CLUSTER).index_script(CLUSTER)
    for name in ("username", "email"):
        script = script.replace(folded(f"`{name}`"), f"FOLDED(`{name}`)")
    script = script.replace(name_entries("`full_name`"), "NAME_ENTRIES(`full_name`)")
    assert f"```sql\n{script}\n```" in GUIDE.read_text("utf-8")


@pytest.mark.parametrize("file", [README, GUIDE], ids=lambda file: file.stem)
@pytest.mark.parametrize("kind", STORES.kinds.servers, ids=lambda kind: kind.name)
def test_each_store_has_a_row_with_its_schemes_and_its_extra(file: Path, kind: StoreKind) -> None:
    (cells,) = store_rows(file, kind)
    schemes = {code.removesuffix("://") for code in CODE.findall(cells[2])}
    extras = [re.sub(r"profile-browser\[(.+)\]", r"\1", code) for code in CODE.findall(cells[3])]
    assert schemes == {scheme.name for scheme in kind.schemes}
    assert extras == ([kind.extra] if kind.extra else [])


@pytest.mark.parametrize("kind", STORES.kinds.servers, ids=lambda kind: kind.name)
def test_the_readme_says_which_store_keeps_no_record_details(kind: StoreKind) -> None:
    (cells,) = store_rows(README, kind)
    has_details = Capability.DETAILS in kind.capabilities
    assert ("record details" in cells[6]) is not has_details
    assert ("expiry and last change" in cells[6]) is (has_details and not kind.keeps_times)


@pytest.mark.parametrize(
    "kind",
    [kind for kind in STORES.kinds.servers if not kind.is_gateway],
    ids=lambda kind: kind.name,
)
def test_the_readme_begins_with_every_store_and_ends_with_what_it_was_tested_against(
    kind: StoreKind,
) -> None:
    text = README.read_text("utf-8")
    assert kind.title in text.partition("\n![")[0]
    assert f"for {kind.title}" in " ".join(text.partition("## Limits")[2].split())
