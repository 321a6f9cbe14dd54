"""Fixtures that several tests of the gateway use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from profile_browser.domain.audit_rules import AuditRules
from tests.unit.gateway.issuer import Issuer, running_issuer


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with running_issuer() as running:
        yield running


@pytest.fixture
def rules(tmp_path: Path) -> AuditRules:
    """Return the rules of an audit log with a folder of its own."""
    (tmp_path / "reads").mkdir()
    return AuditRules(folder=str(tmp_path / "reads"), key="marked-key-of-at-least-32-letters")
