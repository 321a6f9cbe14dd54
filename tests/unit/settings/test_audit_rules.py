"""Which connections an administrator has recorded; no slip of anybody's ends the record."""

from dataclasses import replace
from pathlib import Path

import pytest

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.configuration import Configuration
from profile_browser.settings.connection_editor import save_connection
from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.people import KINDS
from tests.unit.settings.tables import table

KEY = "marked-key-of-at-least-32-letters"
WHERE = f'audit_folder = "/var/log/reads"\naudit_key = "{KEY}"\n'


def _read(system: Path, own: Path, of_system: str = "", of_person: str = "") -> Configuration:
    for path, text in ((system, of_system), (own, of_person)):
        if text:
            path.write_text(text, "utf-8")
    return read_configuration(system, own, KINDS)


def _with_reasons(configuration: Configuration) -> dict[str, bool]:
    return {known.connection.key: known.connection.audit_reason for known in configuration.known}


def _recorded(configuration: Configuration) -> dict[str, bool]:
    return {known.connection.key: known.connection.audit for known in configuration.known}


def test_every_rule_is_read(system: Path, own: Path) -> None:
    configuration = _read(system, own, f"audit = true\n{WHERE}{table('eu')}")
    assert configuration.audit == AuditRules(required=True, folder="/var/log/reads", key=KEY)
    assert configuration.faults == ()


@pytest.mark.parametrize("rules", ["", "managed = true\n", "other_connections = false\n"])
def test_where_all_are_recorded_a_persons_own_are_too(system: Path, own: Path, rules: str) -> None:
    of_system = f"{rules}audit = true\n{WHERE}{table('eu', 'audit = false')}"
    recorded = _recorded(_read(system, own, of_system, table("own")))
    assert recorded["eu"]
    assert set(recorded.values()) == {True}


def test_one_connection_can_be_recorded_alone(system: Path, own: Path) -> None:
    of_system = WHERE + table("eu", "audit = true") + table("us")
    configuration = _read(system, own, of_system, table("own") + table("mine", "audit = true"))
    assert _recorded(configuration) == {"eu": True, "us": False, "own": False, "mine": True}
    assert not configuration.audit.required
    assert configuration.faults == ()


@pytest.mark.parametrize("slip", ["", "oops = 1"])
@pytest.mark.parametrize("value", ["true", '"yes"', "1"])
def test_a_persons_table_in_the_systems_place_does_not_end_the_record(
    system: Path, own: Path, slip: str, value: str
) -> None:
    of_system = WHERE + table("eu", f"audit = {value}", slip)
    configuration = _read(system, own, of_system, table("eu", "audit = false", bucket="mine"))
    assert configuration.by_key["eu"].connection.location["bucket"] == "mine"
    assert _recorded(configuration) == {"eu": True}


def test_an_edited_connection_stays_recorded(system: Path, own: Path) -> None:
    (known,) = _read(system, own, WHERE + table("eu", "audit = true")).known
    save_connection(own, replace(known.connection, title="Mine"), KINDS)
    assert _recorded(read_configuration(system.parent / "gone", own, KINDS)) == {"eu": True}


@pytest.mark.parametrize("value", ['"no"', "0", "[]"])
def test_a_demand_that_is_written_wrongly_still_applies(
    system: Path, own: Path, value: str
) -> None:
    configuration = _read(system, own, f"audit = {value}\n{WHERE}{table('eu')}")
    assert _recorded(configuration) == {"eu": True}
    assert configuration.faults == (
        f"{system}, line 1: audit: This must be true or false, without quotes.",
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('audit_folder = "reads"', "audit_folder: This must be an absolute path."),
        ('audit_folder = ""', "audit_folder: This must be an absolute path."),
        (
            'audit_folder = "/a\\u0000b"',
            "audit_folder: This must not contain control or invisible characters.",
        ),
        ("audit_folder = 3", "audit_folder: This must be text in quotes."),
        (f'audit_key = "{"marked" * 5} "', "audit_key: This must have at least 32 characters."),
        (f'audit_key = "marked{" " * 40}"', "audit_key: This must have at least 32 characters."),
        ("audit_key = 3", "audit_key: This must be text in quotes."),
    ],
)
def test_a_rule_that_cannot_be_meant_is_named_and_not_used(
    system: Path, own: Path, line: str, sentence: str
) -> None:
    name = line.partition(" ")[0]
    others = [other for other in WHERE.splitlines() if not other.startswith(name)]
    text = "\n".join(["audit = true", *others, line, table("eu")])
    configuration = _read(system, own, text)
    assert configuration.faults == (f"{system}, line 3: {sentence}",)
    assert getattr(configuration.audit, name.removeprefix("audit_")) == ""
    assert "marked" not in configuration.faults[0].replace(str(system), "")
    assert _recorded(configuration) == {"eu": True}


@pytest.mark.parametrize("of_system", ["audit = true\n", table("eu", "audit = true")])
def test_a_demand_without_a_folder_or_key_is_reported_before_anybody_asks(
    system: Path, own: Path, of_system: str
) -> None:
    assert _read(system, own, of_system).faults == tuple(
        f"{system}: {name}: This is missing. The audit log needs it, so no account can be shown."
        for name in ("audit_folder", "audit_key")
    )


@pytest.mark.parametrize("line", ["audit = true", *WHERE.splitlines()])
def test_a_person_makes_no_rules(system: Path, own: Path, line: str) -> None:
    configuration = _read(system, own, "", f"{line}\n{table('eu')}")
    assert configuration.audit == AuditRules()
    assert _recorded(configuration) == {"eu": False}
    name = line.partition(" ")[0]
    assert configuration.faults == (f"{own}, line 1: {name}: This key is unknown.",)


def test_rules_hold_although_the_connections_are_no_tables(system: Path, own: Path) -> None:
    rules = f"connections = 3\naudit = true\nother_connections = false\n{WHERE}"
    configuration = _read(system, own, rules, table("own"))
    assert configuration.audit.required
    assert configuration.known == ()
    assert not configuration.others_allowed


def test_nothing_that_was_read_repeats_the_key(system: Path, own: Path) -> None:
    configuration = _read(system, own, f"audit = true\n{WHERE}{table('eu')}")
    assert KEY not in repr(configuration)


@pytest.mark.parametrize("slip", ["Audit = true", "audits = true", "audti = true"])
def test_a_misspelt_switch_records_everybody(system: Path, own: Path, slip: str) -> None:
    configuration = _read(system, own, f"{slip}\n{WHERE}{table('eu')}", table("own"))
    assert configuration.audit.required
    assert set(_recorded(configuration).values()) == {True}


def test_a_system_file_that_is_not_there_demands_nothing(system: Path, own: Path) -> None:
    assert not _read(system, own, of_person=table("own")).audit.required


# Reasons


@pytest.mark.parametrize("value", ["true", '"no"', "0", "[]"])
@pytest.mark.parametrize("audit", ["", "audit = false\n"])
def test_where_reasons_are_demanded_everybody_states_them_and_is_recorded(
    system: Path, own: Path, value: str, audit: str
) -> None:
    of_system = f"{audit}audit_reason = {value}\n{WHERE}{table('eu', 'audit_reason = false')}"
    configuration = _read(system, own, of_system, table("own"))
    assert _with_reasons(configuration)["eu"]
    assert set(_with_reasons(configuration).values()) == {True}
    assert set(_recorded(configuration).values()) == {True}
    assert configuration.audit.required
    assert configuration.audit.reason_required
    line = 2 if audit else 1
    sentence = "audit_reason: This must be true or false, without quotes."
    assert configuration.faults == (
        () if value == "true" else (f"{system}, line {line}: {sentence}",)
    )


def test_reasons_can_be_demanded_for_one_connection_alone(system: Path, own: Path) -> None:
    of_system = WHERE + table("eu", "audit_reason = true") + table("us", "audit = true")
    configuration = _read(system, own, of_system, table("mine", "audit_reason = true"))
    assert _with_reasons(configuration) == {"eu": True, "us": False, "mine": True}
    assert _recorded(configuration) == {"eu": True, "us": True, "mine": True}
    assert not configuration.audit.reason_required


@pytest.mark.parametrize("value", ["true", '"yes"', "1"])
def test_a_persons_table_in_the_systems_place_does_not_end_the_demand_for_reasons(
    system: Path, own: Path, value: str
) -> None:
    of_system = WHERE + table("eu", f"audit_reason = {value}")
    configuration = _read(system, own, of_system, table("eu", "audit_reason = false"))
    assert _with_reasons(configuration) == {"eu": True}
    assert _recorded(configuration) == {"eu": True}


def test_an_edited_connection_still_demands_reasons(system: Path, own: Path) -> None:
    (known,) = _read(system, own, WHERE + table("eu", "audit_reason = true")).known
    save_connection(own, replace(known.connection, title="Mine"), KINDS)
    configuration = read_configuration(system.parent / "gone", own, KINDS)
    assert _with_reasons(configuration) == {"eu": True}


@pytest.mark.parametrize("slip", ["audit_reasons = true", "Audit_Reason = true", "reason = true"])
def test_a_misspelt_demand_for_reasons_still_applies(system: Path, own: Path, slip: str) -> None:
    configuration = _read(system, own, f"{slip}\n{WHERE}{table('eu')}")
    assert _with_reasons(configuration) == {"eu": True}


def test_a_misspelt_audit_switch_demands_no_reasons(system: Path, own: Path) -> None:
    configuration = _read(system, own, f"audits = true\n{WHERE}{table('eu')}")
    assert (_recorded(configuration), _with_reasons(configuration)) == ({"eu": True}, {"eu": False})


@pytest.mark.parametrize("of_system", ["audit_reason = true\n", table("eu", "audit_reason = true")])
def test_reasons_without_an_audit_folder_or_key_are_reported(
    system: Path, own: Path, of_system: str
) -> None:
    assert len(_read(system, own, of_system).faults) == 2


def test_a_person_cannot_demand_reasons_of_everybody(system: Path, own: Path) -> None:
    configuration = _read(system, own, "", f"audit_reason = true\n{table('eu')}")
    assert _with_reasons(configuration) == {"eu": False}
    assert configuration.faults == (f"{own}, line 1: audit_reason: This key is unknown.",)
