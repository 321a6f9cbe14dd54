"""The style of every sentence that people read."""

import re
from types import ModuleType

import pytest

from profile_browser.domain.problem import Problem
from profile_browser.messages.problems import details, next_step, one_line, summary
from profile_browser.settings.description import describe_rules, describe_table
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from tests.unit.helpers.people import PASSWORD
from tests.unit.helpers.sentences import (
    MESSAGE_MODULES,
    NAMED,
    PROBLEMS,
    TYPED,
    all_sentences,
    public_functions,
    texts_by_function,
)
from tests.unit.helpers.sources import package_of, sources
from tests.unit.helpers.wording_rules import loose_wording, odd_capitals

SENTENCES = all_sentences()
EACH_PROBLEM = pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
SQL = {  # SQL++, AQL and CQL, not sentences
    "profile_browser.stores.arangodb.expressions",
    "profile_browser.stores.arangodb.indexes",
    "profile_browser.stores.arangodb.queries",
    "profile_browser.stores.cassandra.indexes",
    "profile_browser.stores.cassandra.statements",
    "profile_browser.stores.couchbase.statements",
    "profile_browser.stores.couchbase.expressions",
}
# Read in a terminal or in the details, where administrators need paths and keys.
FOR_TERMINALS = {
    "settings",
    "mask_settings",
    "record_settings",
    "terminal",
    "terminal_lists",
    "audit",
    "diagnostics",
    "gateway_settings",
    "tokens",
}
SILENT_PACKAGES = {
    "ui",
    "terminal",
    "desktop",
    "__main__",
    "commands",
    "stores",
    "lookups",
    "settings",
}


@pytest.mark.parametrize(
    "module", MESSAGE_MODULES, ids=lambda module: module.__name__.rpartition(".")[2]
)
def test_every_function_in_messages_is_covered_by_these_tests(module: ModuleType) -> None:
    assert set(texts_by_function(module)) == public_functions(module)


def test_no_sentence_has_an_exclamation_mark() -> None:
    assert [name for name, text in SENTENCES.items() if "!" in text] == []


def test_quotes_are_curly() -> None:
    assert [name for name, text in SENTENCES.items() if '"' in text] == []
    assert [name for name, text in SENTENCES.items() if text.count("“") != text.count("”")] == []


def test_sentences_are_not_in_title_case() -> None:
    assert {name: odd for name, text in SENTENCES.items() if (odd := odd_capitals(text))} == {}


@pytest.mark.parametrize("text", ["Look Up", "Copy all Fields", "Done. Try Again."])
def test_title_case_is_noticed(text: str) -> None:
    assert odd_capitals(text)


def test_no_sentence_has_stray_space() -> None:
    spaced = {name: text for name, text in SENTENCES.items() if "   " in text or " ." in text}
    assert spaced == {}


@pytest.mark.parametrize("name", [name for name, text in SENTENCES.items() if TYPED in text])
def test_typed_text_is_put_in_curly_quotes(name: str) -> None:
    text = SENTENCES[name]
    assert f"“{TYPED}”" in text or text.startswith(f"Found {TYPED} in ") or f"see {TYPED} a" in text


@EACH_PROBLEM
def test_a_problem_names_its_connection(problem: Problem) -> None:
    assert NAMED.title in summary(problem)
    assert f"Connection: {NAMED.title}\n" in details(problem)


@EACH_PROBLEM
def test_the_summary_of_a_problem_is_one_plain_sentence(problem: Problem) -> None:
    assert summary(problem)[0].isupper()
    assert not summary(problem).endswith(".")
    assert "\n" not in summary(problem) + next_step(problem)
    assert "Exception" not in summary(problem) + next_step(problem)


@EACH_PROBLEM
def test_a_problem_says_what_to_do_next(problem: Problem) -> None:
    assert next_step(problem).endswith(".")
    assert not next_step(problem).endswith("..")
    assert all(step[0].isupper() or step[0] == "“" for step in next_step(problem).split(". "))


@EACH_PROBLEM
def test_details_contain_neither_the_password_nor_the_username(problem: Problem) -> None:
    assert PASSWORD not in f"{problem}"
    assert TYPED not in details(problem)


@EACH_PROBLEM
def test_details_have_the_facts_that_an_administrator_needs(problem: Problem) -> None:
    about, _, _statements = details(problem).partition("\n\n")
    facts = dict(line.split(": ", 1) for line in about.splitlines())
    assert facts["Problem"] == problem.kind.value.replace("_", " ")
    place = (facts["Bucket"], facts["Scope"], facts["Collection"])
    assert place == ("travel", "people", "profiles")
    assert facts["Database user"] == "agent"
    assert {"Address", "Cause", "Time", "Program"} <= set(facts)


def _path_or_key(text: str) -> str:
    """Return a file's path or a key of the connection files in this text, if there is one."""
    keys = {*describe_rules(), *describe_table(COUCHBASE)}
    named = "|".join(sorted(key for key in keys if "_" in key))
    found = re.search(rf"(?<![\w:/])~?/\w[\w/.]*|\.toml|\b\w+ = \w+|\b({named})\b", text)
    return found[0] if found else ""


def test_staff_read_no_path_and_no_key_of_a_file() -> None:
    shown = {
        name: text
        for name, text in SENTENCES.items()
        if name.removeprefix("profile_browser.messages.").partition(".")[0] not in FOR_TERMINALS
        and not name.endswith(f".{one_line.__name__}")
    }
    assert "problems.advice" in " ".join(shown)
    assert {name: odd for name, text in shown.items() if (odd := _path_or_key(text))} == {}


@pytest.mark.parametrize(
    "text",
    ["The file is /etc/x.toml.", "Set search = false.", "audit_key is missing", "~/ca.pem is bad"],
)
def test_a_path_or_a_key_is_noticed(text: str) -> None:
    assert _path_or_key(text)


def test_all_sentences_are_in_messages() -> None:
    loose = {
        name: found
        for name, source in sources().items()
        if name not in SQL
        and package_of(name) in SILENT_PACKAGES
        and (found := loose_wording(source))
    }
    assert loose == {}


@pytest.mark.parametrize(
    "source",
    [
        "label.setText('Not found')",
        "label.setText('Cancel')",
        "QPushButton('retry')",
        "QLabel(f'Found {name}')",
        "print(f'{count} users')",
        "plain_label('Nothing here', name='hint')",
        "title = 'Look up an account'\nlabel.setText(title)",
        "box.addButton('Try again', role)",
        "bar.showMessage('Done' if ready else 'Waiting')",
        "raise ConfigurationError('No bucket was given')",
    ],
)
def test_a_planted_sentence_is_noticed(source: str) -> None:
    assert loose_wording(source)


@pytest.mark.parametrize(
    "source",
    [
        "label.setText(wording.CANCEL)",
        "plain_label(text, name='accountWord', role='muted')",
        "widget.setObjectName('searchField')",
        "QKeySequence('Ctrl+Shift+V')",
        "_log.warning('A lookup ended in a problem')",
        "def f():\n    'Return the name of it.'",
        "print(sentence, file=sys.stderr)",
        "print(f'{text}\\n')",
    ],
)
def test_a_text_that_nobody_reads_is_allowed(source: str) -> None:
    assert loose_wording(source) == []
