"""The people in each node, and who a question must find, worked out without the program's code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from profile_browser.lookups.strategy import MAX_MATCHES

if TYPE_CHECKING:
    from random import Random

    from profile_browser.domain.question import Question

EVERYWHERE = 240
ONLY_HERE = 40
NO_MATCH = 3
Fields = tuple[str, str, str, str]


@dataclass(frozen=True)
class Directory:
    """The people in one node: all nodes share most usernames, but every other field differs.

    So a profile shown for the wrong connection is always noticed.
    """

    title: str
    accounts: tuple[str, str]  # of people with even and with odd numbers

    @cached_property
    def usernames(self) -> list[str]:
        """Everybody in this node."""
        own = [f"{self.title.lower()}{number:03}" for number in range(ONLY_HERE)]
        return [f"person{number:03}" for number in range(EVERYWHERE)] + own

    def documents(self) -> dict[str, object]:
        """Return the documents of the node."""
        return {f"userprofile::{name}": self._document(name) for name in self.usernames}

    def fields(self, username: str) -> Fields:
        """Return the four fields as the window must show them."""
        return username, self._full_name(username), self.email(username), self._account(username)

    def email(self, username: str) -> str:
        """Return a person's e-mail address."""
        return f"{username}@{self.title.lower()}.example.com"

    def expected(self, question: Question) -> list[str]:
        """Return the usernames that a question must find here, in their order."""
        everybody = self.usernames
        if question.text in everybody and not question.search_only:
            return [question.text]
        text = question.text.lower()
        if "@" in text:
            return [name for name in everybody if self.email(name) == text]
        ranked = {name: self._rank(name, text) for name in everybody}
        matching = [name for name in everybody if ranked[name] < NO_MATCH]
        return sorted(matching, key=lambda name: (ranked[name], name))[:MAX_MATCHES]

    def text(self, random: Random) -> str:
        """Return a text to ask for: usually a username, sometimes one that is not here."""
        number = random.randrange(EVERYWHERE)
        dice = random.random()
        if dice < 0.70:
            return random.choice(self.usernames)
        if dice < 0.80:  # nobody, or somebody who is in only one node
            return f"{random.choice(('nobody', 'north', 'south'))}{number % ONLY_HERE:03}"
        if dice < 0.87:
            return self.email(f"person{number:03}")
        if dice < 0.97:
            return f"person{number // 10:02}"
        return random.choice(("person", "person0", self.title.lower()))

    def _document(self, username: str) -> dict[str, object]:
        return {
            "username": username,
            "full_name": self._full_name(username),
            "email": self.email(username),
            "disabled": self._account(username) == "Disabled",
            "type": "userprofile",
            "hashed_password": "$2b$12$SOAKED",
        }

    def _full_name(self, username: str) -> str:
        return f"{username.title()} of {self.title}"

    def _account(self, username: str) -> str:
        return self.accounts[int(username[-3:]) % 2]

    def _rank(self, username: str, text: str) -> int:
        """Return how good a match is: the whole username, its beginning, or a word of the name."""
        if username == text:
            return 0
        if username.startswith(text):  # then e-mail and full name begin with it, too
            return 1
        words = self._full_name(username).lower().split()
        return 2 if any(word.startswith(text) for word in words) else NO_MATCH


NORTH = Directory("North", ("Active", "Disabled"))
SOUTH = Directory("South", ("Disabled", "Active"))
