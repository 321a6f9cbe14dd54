"""Every problem that a lookup can end in: sentences for people, and details for a ticket."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from profile_browser import __version__
from profile_browser.domain.misfit import Misfit
from profile_browser.domain.outcome import Way
from profile_browser.domain.problem import ProblemKind, Reason
from profile_browser.domain.question import SearchKind
from profile_browser.domain.refusal import Refusal
from profile_browser.messages.catalogue import _, counted, in_context, label_text, noun_text
from profile_browser.messages.certificates import certificate_fault
from profile_browser.messages.misfits import misfit_cause, misfit_text
from profile_browser.messages.plain_text import both, in_seconds, listing, printable, quoted
from profile_browser.messages.refusals import refusal_text
from profile_browser.messages.secrets import SECRETS, secret_word
from profile_browser.messages.ways import WAYS, offered_ways, search_obstacle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.problem import Problem
    from profile_browser.messages.problem_phrases import Wording


def summary(problem: Problem) -> str:
    """Say what went wrong: one sentence that names the connection, without a full stop."""
    return _filled(_wording(problem).summary, problem)


def next_step(problem: Problem) -> str:
    """Say what to do about it."""
    return _filled(_wording(problem).next_step, problem)


def advice(problem: Problem) -> str:
    """Say what went wrong and what to do."""
    return f"{summary(problem)}. {next_step(problem)}"


_SCHEME = r"[a-z][a-z0-9+]*://"


def one_line(problem: Problem) -> str:
    """Say what went wrong and what to do, on one line; in a terminal, with the file or folder."""
    return f"{advice(problem)}{_place_text(problem)}"


def details(problem: Problem) -> str:
    """Return what an administrator needs to know, one fact per line.

    It contains no password, no customer's username and no field of a record.
    """
    connection = problem.connection
    facts = {
        _("Problem"): problem.kind.value.replace("_", " "),
        _("Connection"): connection.title,
        _("Address"): without_credentials(connection.connection_string) or _("sample data"),
        **location_facts(connection),
        **_sign_in_facts(connection),
        **_file_facts(problem),
        **_request_facts(problem),
        _("Cause"): _cause(problem),
        _("Time"): problem.at.isoformat(timespec="seconds"),
        _("Program"): f"Profile Browser {__version__}",
    }
    lines = "\n".join(f"{name}: {value}" for name, value in facts.items())
    statements = problem.values.get("statements")
    return f"{lines}\n\n{statements}" if statements else lines


def location_facts(connection: Connection) -> dict[str, str]:
    """Return where in the store the profiles are, by the labels of its kind.

    A key that is not given is left out, unless it is required.
    """
    located = ((key, connection.location[key.name]) for key in connection.kind.location)
    return {label_text(key.label): value for key, value in located if value or key.required}


def damage_text(fields: Sequence[str]) -> str:
    """Say which fields of a record cannot be read. No fields: none of them can be."""
    if not fields:
        return _("None of its fields can be read.")
    named = both(quoted(field) for field in fields)
    return counted(
        "The field {fields} cannot be read.",
        "The fields {fields} cannot be read.",
        len(fields),
        fields=named,
    )


def without_credentials(connection_string: str) -> str:
    """Remove what precedes an @: it may contain a password, although it should not."""
    before, _, rest = connection_string.rpartition("@")
    scheme = re.match(_SCHEME, before)
    return f"{scheme[0] if scheme else ''}{rest}"


def _damaged_paths(problem: Problem) -> tuple[str, ...] | None:
    """Return where the damaged fields are in the record, for the person who repairs it."""
    fields = problem.values.get("fields")
    if not isinstance(fields, tuple):
        return None
    return tuple(map(problem.connection.record.path_of, fields))


def _cause(problem: Problem) -> str:
    fields = _damaged_paths(problem)
    if fields is not None:
        damaged = _("Damaged fields: {fields}").format(fields=listing(fields))
        return damaged if fields else problem.cause or _NOT_AN_OBJECT
    if isinstance(misfit := problem.values.get("misfit"), Misfit):
        return misfit_cause(misfit)
    if problem.reason is Reason.NOT_RECORDED:
        return _audit_cause(problem)
    return problem.cause or _filled(_wording(problem).cause, problem)


def _wording(problem: Problem) -> Wording:
    from profile_browser.messages.problem_wordings import WORDINGS

    return WORDINGS[problem.reason]


def _filled(template: str, problem: Problem) -> str:
    """Fill a sentence, first with the parts that differ for passwords and tokens."""
    wording = SECRETS[problem.connection.kind.secret]
    is_in_variable = "variable" in problem.values
    parts = {
        "suspects": wording.suspects_in
        if is_in_variable
        else f"{wording.suspects}{{account_hint}}",
        "correction": wording.correction_in if is_in_variable else wording.correction,
        "wanted": wording.wanted,
        "reading_right": wording.reading_right,
        "searching_right": wording.searching_right,
        "missing_record": wording.missing_record,
    }
    for name, part in parts.items():
        template = template.replace(f"{{{name}}}", part)
    return template.format_map(_placeholders(problem))


def _placeholders(problem: Problem) -> dict[str, str]:
    """Return the placeholders of the sentences, ready to show."""
    connection, fields = problem.connection, _damaged_paths(problem)
    timeouts = ("connect_timeout", "kv_timeout", "query_timeout")
    return {
        "connection": connection.title,
        "kind": connection.kind.title,
        "extra": connection.kind.extra,
        "right": noun_text(connection.kind.right),
        "search_index": noun_text(connection.kind.search_index),
        "encrypted_schemes": _encrypted_schemes(connection),
        "collection_noun": collection_noun(connection),
        "user": quoted(connection.username),
        "certificate_fault": certificate_fault(problem.cause),
        "because": printable(problem.cause),
        "damage": "" if fields is None else damage_text(fields),
        "secret": secret_word(connection.kind.secret),
        "renewal": _renewal(problem),
        **_search_placeholders(problem),
        "store_fault": _store_fault(problem),
        "wait": _wait(problem.values.get("retry_after")),
        "hint": _collection_hint(problem),
        "account_hint": _account_hint(problem),
        **{name: f"{getattr(connection, name):g}" for name in timeouts},
        **{name: _shown(name, value) for name, value in problem.values.items() if name != "folder"},
    }


def _encrypted_schemes(connection: Connection) -> str:
    schemes = (scheme for scheme in connection.kind.schemes if scheme.encrypted)
    return in_context("list", " or ").join(f"{scheme.name}://" for scheme in schemes)


def _search_placeholders(problem: Problem) -> dict[str, str]:
    """Return why a search is not offered, and what is."""
    kind, connection = problem.values.get("search"), problem.connection
    if not isinstance(kind, SearchKind):
        return {}
    return {"obstacle": search_obstacle(connection, kind), "ways": offered_ways(connection)}


def _renewal(problem: Problem) -> str:
    """Say what to do with a new token, by where the old one is."""
    variable = problem.values.get("variable")
    if variable is None:
        return _("Ask your administrator for a new token, and enter it.")
    return _(
        "Ask your administrator for a new token. The old one is in the environment variable "
        "{variable}. Enter the new one for this run, or correct the variable and start the "
        "program again."
    ).format(variable=variable)


_STORE_FAULTS = {
    ProblemKind.WRONG_SIGN_IN: _("The store refused the gateway's own sign-in."),
    ProblemKind.NOT_ALLOWED: _("The gateway's own account has no right to read there."),
    ProblemKind.UNTRUSTED: _("The store could not prove to the gateway who it is."),
}


def _wait(seconds: object) -> str:
    """Say how long to wait, if a problem says so."""
    return in_seconds(seconds) if isinstance(seconds, int) else ""


def _store_fault(problem: Problem) -> str:
    """Say what is wrong with the store behind a gateway, by the kind of the gateway's problem."""
    behind = problem.values.get("behind")
    usual = _("The gateway or its store is not set up correctly.")
    return _STORE_FAULTS.get(behind, usual) if isinstance(behind, ProblemKind) else usual


def collection_noun(connection: Connection) -> str:
    """Return what this kind of store calls a collection, such as a table."""
    labels = (key.label for key in connection.kind.location if "collection" in key.names)
    return noun_text(next(labels, "collection").lower())


def _collection_hint(problem: Problem) -> str:
    if "collection" not in problem.values:
        return ""
    sentence = _("The {collection_noun} may have a different name.")
    return f" {sentence.format(collection_noun=collection_noun(problem.connection))}"


def _account_hint(problem: Problem) -> str:
    """Return where the account was looked for, in a store that keeps accounts in databases."""
    database = problem.values.get("account_database")
    if database is None:
        return ""
    parameter = problem.values["account_parameter"]
    sentence = _(
        "If the account belongs to another database than {database}, correct {parameter} in the "
        "connection string."
    ).format(database=quoted(str(database)), parameter=parameter)
    return f" {sentence}"


_NOT_AN_OBJECT = _("Not an object with fields")
_QUOTED = {"username", "text", "document_id", "database", "collection", "key_field"}


def _shown(name: str, value: object) -> str:
    if isinstance(value, Refusal):
        return refusal_text(value)
    if isinstance(value, Misfit):
        return misfit_text(value)
    if isinstance(value, SearchKind):
        return WAYS[Way(value)]
    if isinstance(value, float):
        return f"{value:g}"
    if name == "noun":
        return noun_text(str(value))
    return quoted(str(value)) if name in _QUOTED else str(value)


def _sign_in_facts(connection: Connection) -> dict[str, str]:
    has_user = connection.kind.has_user and not connection.is_sample
    return {_("Database user"): connection.username} if has_user else {}


def _request_facts(problem: Problem) -> dict[str, str]:
    """Return by which id an administrator of a gateway finds the request in its logs."""
    request = problem.values.get("request_id")
    return {_("Request"): printable(str(request))} if request else {}


def _file_facts(problem: Problem) -> dict[str, str]:
    """Return the file that cannot be used, if the problem is one."""
    is_file = problem.reason is Reason.TRUST_STORE_UNUSABLE
    return {_("Certificate file"): printable(problem.connection.trust_store)} if is_file else {}


def _place_text(problem: Problem) -> str:
    if problem.reason is Reason.TRUST_STORE_UNUSABLE:
        file = printable(problem.connection.trust_store)
        return f" {_('The file is {file}.').format(file=file)}"
    folder = problem.values.get("folder")
    if not folder:
        return ""
    return f" {_('The audit log is in {folder}.').format(folder=printable(str(folder)))}"


def _audit_cause(problem: Problem) -> str:
    folder, cause = problem.values.get("folder"), printable(problem.cause)
    if not folder:
        return _("Audit log: {cause}").format(cause=cause)
    return _("Audit log in {folder}: {cause}").format(folder=printable(str(folder)), cause=cause)
