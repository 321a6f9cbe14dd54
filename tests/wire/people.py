"""The people in the node at the start of a wire test, and records that tests add."""

import pytest

MARKED_HASH = "$2b$12$MARKEDHASHMARKEDHASHMARKEDHASHMARKEDHASHMARKEDHASHMARK"
ALICES_HASH = "$2b$12$ALICESHASHALICESHASHALICESHASHALICESHASHALICESHASHALIC"

PUBLIC_FIELDS = ["username", "email", "full_name", "disabled", "type"]

JOHN_DOE: dict[str, object] = {
    "username": "johndoe",
    "email": "johndoe@example.com",
    "full_name": "John Doe",
    "disabled": False,
    "type": "userprofile",
    "hashed_password": MARKED_HASH,
    "admin_roles": ["support"],
    "admin_channels": ["johndoe"],
}

ALICE: dict[str, object] = {
    "username": "alice",
    "email": "alice@example.com",
    "full_name": "Alice Chains",
    "disabled": True,
    "type": "userprofile",
    "hashed_password": ALICES_HASH,
    "admin_roles": [],
}

PUBLIC_JOHN = {name: JOHN_DOE[name] for name in PUBLIC_FIELDS}
JOHNS_KEY = "userprofile::johndoe"
ALICES_KEY = "userprofile::alice"

PEOPLE: dict[str, object] = {JOHNS_KEY: JOHN_DOE, ALICES_KEY: ALICE}

USERNAMES_OF_ANY_SCRIPT = ["Zoë", "Пётр", "王芳", "a b", "x::y", "100%", "👩‍👩‍👧"]
# JSON that is no valid record, and what the advice about it names.
DAMAGED_RECORDS = [
    pytest.param({}, "username", id="empty"),
    pytest.param(
        {name: JOHN_DOE[name] for name in JOHN_DOE if name != "username"}, "username", id="nameless"
    ),
    pytest.param(JOHN_DOE | {"disabled": "off"}, "disabled", id="disabled off"),
    pytest.param(JOHN_DOE | {"disabled": 0, "email": ["johndoe@example.com"]}, "email", id="two"),
    pytest.param(["johndoe"], "None of its fields", id="a list"),
    pytest.param("johndoe", "None of its fields", id="a text"),
]
