"""Which column of a list has the people: by its name, else by what it contains."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from profile_browser.lists.records import Values

# The likelier first.
_USERNAMES = (
    *("username", "user", "login", "userid", "uid", "loginname", "loginid", "logon"),
    *("account", "accountname", "accountid", "handle", "nickname", "screenname", "samaccountname"),
    *("benutzername", "benutzer", "nutzername", "nutzer", "benutzerkennung", "kennung", "konto"),
    *("kontoname", "anmeldename", "utilisateur", "identifiant", "usuario", "utente"),
)
_EMAILS = "email", "emailaddress", "mail", "emailadresse", "mailadresse", "correo", "courriel"
_NUMBERS = "id", "customerid", "customernumber", "kundennummer", "customer", "kunde", "key"
_NAMES = "fullname", "firstname", "lastname", "surname", "vorname", "nachname"
_OTHERS = (
    *("name", "status", "state", "date", "datum", "phone", "telefon", "company", "firma"),
    *("country", "city", "disabled"),
)
_OURS = "askedfor", "asked"
_BY_RANK = (*_OURS, *_USERNAMES, *_EMAILS, *_NUMBERS)
_KNOWN = frozenset((*_BY_RANK, *_NAMES, *_OTHERS))
# These are also values, such as a role, a kind of event or of contact.
_AMBIGUOUS = frozenset(
    (
        *("user", "login", "logon", "account", "benutzer", "nutzer", "konto", "email", "mail"),
        *("id", "customer", "kunde", "key"),
        *_OTHERS,
    )
)
_SPACED = 0.5  # of what is most like an id; names of people have spaces, and are less
_NOT_LETTERS = re.compile(r"[\W_]+")
_LIKE_ID = re.compile(r"[^\s,;]{1,250}")


def looks_like_header(first: Values, others: Sequence[Values]) -> bool:
    """Return whether the first row has the names of the columns, and no person.

    Nobody may fall away as a header, so this is strict.
    """
    names = {at: _plain(value) for at, value in enumerate(first)}
    known = {at for at, name in names.items() if name in _KNOWN}
    repeated = any(names[at] in map(_plain, _column(others, at)) for at in known)
    is_sure = len(known) > 1 or any(names[at] not in _AMBIGUOUS for at in known)
    return (is_sure and not repeated) or _differs(first, others)


def is_heading(line: str, others: Sequence[str]) -> bool:
    """Return whether the first line of a list is the heading of a single column with people."""
    name = _plain(line)
    return name in (*_OURS, *_USERNAMES, *_EMAILS) and name not in map(_plain, others)


def guess_column(columns: Values, rows: Sequence[Values]) -> int:
    """Return the place of the column that has the people."""
    names = [_plain(name) for name in columns]
    known = [names.index(name) for name in _BY_RANK if name in names]
    known += [at for at, name in enumerate(names) if "username" in name or "benutzername" in name]
    contents = [tuple(filter(None, _column(rows, at))) for at in range(len(columns))]
    likeness = [_likeness(values) for values in contents]
    enough = max(likeness, default=0) * _SPACED
    fitting = (at for at in known if names[at] not in _AMBIGUOUS or likeness[at] >= enough)
    scores = [like * _variety(values) for like, values in zip(likeness, contents, strict=True)]
    return next(fitting, scores.index(max(scores)) if scores else 0)


def places_of(name: str, columns: Sequence[str]) -> list[int]:
    """Return the places of the columns with this name, or else with one that is much like it.

    Case and punctuation may then differ.
    """
    exact = [at for at, column in enumerate(columns) if column == name]
    alike = (at for at, column in enumerate(columns) if _plain(column) == _plain(name))
    return exact or list(alike)


def _plain(name: str) -> str:
    return _NOT_LETTERS.sub("", name).casefold()


def _differs(first: Values, others: Sequence[Values]) -> bool:
    """Return whether a column has addresses or numbers in all rows but the first."""
    for at, value in enumerate(first):
        below = list(filter(None, _column(others, at)))
        for is_such in (_is_address, str.isdigit):
            if value and below and not is_such(value) and all(map(is_such, below)):
                return True
    return False


def _column(rows: Iterable[Values], at: int) -> Values:
    return tuple(row[at].strip() for row in rows if at < len(row))


def _variety(values: Values) -> float:
    """Return which share of these values is different."""
    return len(set(values)) / len(values) if values else 0


def _likeness(values: Values) -> float:
    """Return how much these values look like ids of people, which have no spaces."""
    return sum(map(_likeness_of, values)) / len(values) if values else 0


def _likeness_of(value: str) -> float:
    if "::" in value or _is_address(value):
        return 1.0
    if not _LIKE_ID.fullmatch(value):
        return 0.1
    return 0.9 if any(letter.isalpha() for letter in value) else 0.5


def _is_address(value: str) -> bool:
    return "@" in value.strip("@")
