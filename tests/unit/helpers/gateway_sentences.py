"""Every sentence that a gateway and its commands build, each built once."""

from collections.abc import Callable
from datetime import UTC, datetime

from profile_browser.domain.gateway_api import Right
from profile_browser.messages import gateway, gateway_settings, tokens

_FILE, _KEY_FILE = "/etc/gateway/cert.pem", "/etc/gateway/key.pem"
_TYPED = "marked-input"
_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

GATEWAY_SAID: dict[Callable[..., object], str] = {
    gateway_settings.address_of: gateway_settings.address_of("::1", 8443),
    gateway_settings.cannot_listen: gateway_settings.cannot_listen(
        "127.0.0.1", 8443, "Address already in use"
    ),
    gateway_settings.listening: gateway_settings.listening(["https://127.0.0.1:8443"], "Customers"),
    gateway_settings.log_unusable: gateway_settings.log_unusable(_FILE, "No space left on device"),
    gateway.parameter_not_valid: gateway.parameter_not_valid("limit"),
    gateway_settings.gateway_faulty: gateway_settings.gateway_faulty(
        _FILE, ("gateway", "docs"), gateway_settings.NO_TABLE
    ),
    gateway_settings.issuer_answered: gateway_settings.issuer_answered(503),
    gateway_settings.seconds_needed: gateway_settings.seconds_needed(300),
    gateway_settings.encrypted_key: gateway_settings.encrypted_key(_KEY_FILE),
    gateway_settings.expired: gateway_settings.expired(_FILE, _NOON),
    gateway_settings.gateway_served: gateway_settings.gateway_served("Customers"),
    gateway_settings.host_unknown: gateway_settings.host_unknown(
        _TYPED, gateway_settings.NO_HOST_NAME
    ),
    gateway_settings.key_open_to_others: gateway_settings.key_open_to_others(_KEY_FILE),
    gateway_settings.no_certificate: gateway_settings.no_certificate(_FILE),
    gateway_settings.no_key: gateway_settings.no_key(_FILE, _KEY_FILE),
    gateway_settings.not_loopback: gateway_settings.not_loopback("0.0.0.0"),
    gateway_settings.not_yet_valid: gateway_settings.not_yet_valid(_FILE, _NOON),
    gateway_settings.too_weak: gateway_settings.too_weak(_FILE),
    gateway_settings.unreadable: gateway_settings.unreadable(_FILE, "Permission denied"),
    gateway_settings.wrong_key: gateway_settings.wrong_key(_FILE, _KEY_FILE),
    tokens.days_help: tokens.days_help(90),
    tokens.days_refused: tokens.days_refused(_TYPED, 3_650),
    tokens.folder_given: tokens.folder_given("/etc"),
    tokens.folder_missing: tokens.folder_missing("/none"),
    tokens.made: tokens.made("anna", Right, "2027-01-01 12:00+00:00", _FILE),
    tokens.may_help: tokens.may_help(Right, Right),
    tokens.name_refused: tokens.name_refused(_TYPED, 100),
    tokens.name_reserved: tokens.name_reserved("oidc:"),
    tokens.name_taken: tokens.name_taken(_TYPED),
    tokens.name_unknown: tokens.name_unknown("ana", ["anna"]),
    tokens.nobody_signs_in: tokens.nobody_signs_in(_FILE),
    tokens.revoked: tokens.revoked("anna"),
    tokens.right_unknown: tokens.right_unknown(_TYPED, Right),
}
