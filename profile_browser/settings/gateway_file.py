"""Reads what the administrator's file demands of a gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.gateway_rules import GatewayRules
from profile_browser.messages.gateway_settings import gateway_faulty
from profile_browser.settings.description import CONNECTIONS, GATEWAY, describe_rules
from profile_browser.settings.toml_file import read_toml
from profile_browser.settings.values import read_values

if TYPE_CHECKING:
    from pathlib import Path


def read_gateway_rules(system_file: Path) -> GatewayRules:
    """Return what the administrator's file demands of a gateway.

    Raises ConfigurationError if a key of the table is wrong, or if an unknown key stands beside it:
    that may be a misspelt rule, and a gateway must not run without it.
    """
    rules = read_toml(system_file)
    rules.pop(CONNECTIONS, None)
    known = describe_rules()
    values, faults = read_values(rules, known)
    for path, why in faults.items():
        if path[0] == GATEWAY or path[0] not in known:
            raise ConfigurationError(gateway_faulty(str(system_file), path, why))
    rules_of_gateway: GatewayRules = values.get(GATEWAY, GatewayRules())
    return rules_of_gateway
