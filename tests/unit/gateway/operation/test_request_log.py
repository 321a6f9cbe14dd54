"""The gateway's log says what happened, and names no person and no secret."""

import json
import logging
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from profile_browser.gateway.operation.log_writer import LineWriter
from profile_browser.gateway.operation.request_log import JsonRequestLog, RequestRecord, open_log
from profile_browser.records.pseudonym import keyed_hash

KEY = "marked-key-of-at-least-32-letters"
RECORD = RequestRecord(
    request_id="ab" * 12,
    method="GET",
    route="/users/{username}",
    status=200,
    outcome="found",
    seconds=0.00126,
    who="support-7",
    desk="10.0.0.5",
    person="johndoe",
)
Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gateway.log"


@pytest.fixture
def writer(path: Path) -> Iterator[LineWriter]:
    """Open the log in a file, and leave ``logging`` as it was."""
    loggers = [logging.getLogger(), logging.getLogger("profile_browser")]
    before = [(logger.handlers[:], logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers.clear()
    writer = open_log(str(path))
    yield writer
    writer.close()
    logging.captureWarnings(capture=False)
    for logger, (handlers, propagate) in zip(loggers, before, strict=True):
        logger.handlers[:], logger.propagate = handlers, propagate


@pytest.fixture
def lines(path: Path, writer: LineWriter) -> Lines:
    def read() -> list[dict[str, object]]:
        writer.close()
        return [json.loads(line) for line in path.read_text("ascii").splitlines()]

    return read


def test_the_line_of_a_request(writer: LineWriter, lines: Lines) -> None:
    JsonRequestLog(writer, {"log_key": "", "audit_key": KEY}).write(RECORD)
    started, line = lines()
    assert started == {
        "time": started["time"],
        "level": "info",
        "event": "log_started",
        "person_key": "audit_key",
    }
    assert line == {
        "time": line["time"],
        "level": "info",
        "event": "request",
        "request_id": "ab" * 12,
        "who": "support-7",
        "desk": "10.0.0.5",
        "method": "GET",
        "route": "/users/{username}",
        "status": 200,
        "outcome": "found",
        "milliseconds": 1.3,
        "person": keyed_hash(KEY.encode(), "johndoe")[:12],
    }


def test_without_a_key_a_person_can_be_followed_within_one_run_only(
    writer: LineWriter, lines: Lines
) -> None:
    for _ in range(2):
        log = JsonRequestLog(writer, {"log_key": "", "audit_key": ""})
        log.write(RECORD)
        log.write(RECORD)
    first, one, two, _, other, _ = lines()
    assert first["person_key"] == "random"
    assert one["person"] == two["person"] != other["person"]


def test_a_key_of_the_log_is_used_before_that_of_the_audit_log(
    writer: LineWriter, lines: Lines
) -> None:
    JsonRequestLog(writer, {"log_key": "a", "audit_key": "b"}).write(RECORD)
    started, line = lines()
    assert started["person_key"] == "log_key"
    assert line["person"] == keyed_hash(b"a", "johndoe")[:12]


def test_a_request_for_nobody_has_no_hash_and_a_failure_has_its_cause(
    writer: LineWriter, lines: Lines
) -> None:
    log = JsonRequestLog(writer, {})
    log.write(RECORD._replace(person="", status=503, cause="host db1\nport 11210"))
    _, line = lines()
    assert "person" not in line
    assert (line["level"], line["cause"]) == ("warning", "host db1\nport 11210")


def test_a_method_that_a_client_invented_is_not_written(writer: LineWriter, lines: Lines) -> None:
    JsonRequestLog(writer, {}).write(RECORD._replace(method="JOHNDOE"))
    assert lines()[1]["method"] == "other"


def test_what_the_server_and_the_program_report_is_in_the_same_format(
    lines: Lines,
) -> None:
    logging.getLogger("uvicorn.error").error("Cancel %s running task(s)", 3)
    logging.getLogger("profile_browser.stores").warning("It failed %s", "so")
    server, program = lines()
    assert server == {
        "time": server["time"],
        "level": "error",
        "event": "log",
        "logger": "uvicorn.error",
        "message": "Cancel 3 running task(s)",
    }
    assert program["message"] == "It failed so"


def test_messages_and_exceptions_of_libraries_name_no_person(path: Path, lines: Lines) -> None:
    logging.getLogger("asyncio").error("Task failed\nexception=KeyError('johndoe')")
    logging.getLogger("driver").warning("Cannot read %s", "johndoe")
    person = "johndoe"
    try:
        raise KeyError(person)  # noqa: TRY301 - the text that must not be written
    except KeyError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    task, driver, failure = lines()
    assert (task["message"], driver["message"]) == ("Task failed", "Cannot read %s")
    assert str(failure["trace"]).endswith("KeyError")
    assert "johndoe" not in path.read_text()


def test_warnings_are_in_the_log_without_their_text(lines: Lines) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("about johndoe", UserWarning, stacklevel=1)
    (line,) = lines()
    assert str(line["message"]).startswith(f"{__file__}:")
    assert str(line["message"]).endswith(": UserWarning")
