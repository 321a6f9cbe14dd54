"""``sample = false`` and ``connections --check``."""

from pathlib import Path

import pytest

from tests.unit.helpers.program import Result
from tests.unit.settings.broken_files import break_file
from tests.unit.settings.tables import table
from tests.unit.test_connection_commands import Program

REFUSED = Result(
    2,
    "",
    "profile-browser: Your administrator has turned the sample data off. "
    "Leave --sample and --sample-shop out; profile-browser connections "
    "lists the connections that are set up.\n",
)
NONE = Result(2, "", "profile-browser: No connection is set up. Ask your administrator for one.\n")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.mark.parametrize(
    "words",
    [(), ("johndoe",), ("lookup", "johndoe"), ("find", "jo"), ("check",), ("indexes",)],
)
@pytest.mark.parametrize("rule", ["false", '"yes"'])
@pytest.mark.parametrize("option", ["--sample", "--sample-shop"])
def test_the_sample_data_is_refused_where_the_administrator_turned_it_off(
    program: Program, words: tuple[str, ...], rule: str, option: str
) -> None:
    program.system.write_text(f"sample = {rule}\n", "utf-8")
    assert program.run(*words, option) == REFUSED


@pytest.mark.parametrize("words", [("lookup", "johndoe"), ("find", "jo"), ("check",), ("indexes",)])
def test_without_a_connection_no_command_falls_back_to_sample_data_that_is_off(
    program: Program, words: tuple[str, ...]
) -> None:
    program.system.write_text("sample = false\n", "utf-8")
    assert program.run(*words) == NONE


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "No connections are set up.\nSample data: these people are invented\n"),
        (("--sample",), ""),
    ],
)
def test_nobody_takes_an_invented_person_for_a_customer(
    program: Program, options: tuple[str, ...], said: str
) -> None:
    looked_up = program.run("lookup", "johndoe", *options)
    assert (looked_up.code, looked_up.err) == (0, said)


def test_the_sample_data_opens_in_spite_of_faults_and_without_repeating_them(
    program: Program,
) -> None:
    program.system.write_text(table("eu", "oops = 1"), "utf-8")
    looked_up = program.run("lookup", "johndoe", "--sample")
    assert (looked_up.code, looked_up.err) == (0, "")


def test_the_check_prints_every_fault_of_every_file(program: Program) -> None:
    sentence = break_file(program.system, "not TOML")
    program.own.write_text(table("mine", "oops = 1"), "utf-8")
    place = f"{program.own}, line 5"
    fault = f"{place}: connection “mine” cannot be used. oops: This key is unknown."
    assert program.run("connections", "--check") == Result(2, f"{sentence}\n{fault}\n", "")


def test_the_check_of_sound_files_says_so(program: Program) -> None:
    program.own.write_text(table("mine"), "utf-8")
    checked = program.run("connections", "--check")
    assert checked == Result(0, "The connection files have no faults.\n", "")
