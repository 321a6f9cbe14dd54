"""Hiding personal details on screen, for example while the screen is shared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.fields import Mask
from profile_browser.domain.masking import NO_MASKS, USUAL_MASKS
from profile_browser.domain.outcome import Found
from profile_browser.domain.problem import Problem
from profile_browser.messages.masking import masked_name, masked_problem, masked_question

if TYPE_CHECKING:
    from profile_browser.domain.masking import MaskRules
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.domain.outcome import Answer, Outcome


class Masking(QObject):
    """Says how values are shown: in full, or while details are hidden masked as in a ticket.

    ``rules`` are those of tickets, and ``shown_by`` those of the screen now.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rules = USUAL_MASKS
        self.is_on = False

    @property
    def shown_by(self) -> MaskRules:
        """The rules by which the screen masks values now."""
        return self.rules if self.is_on else NO_MASKS

    def start(self, rules: MaskRules) -> None:
        """Use these rules, and hide nothing at first."""
        self.rules, self.is_on = rules, False

    @Slot()
    def toggle(self) -> None:
        """Hide details, or show them again."""
        self.is_on = not self.is_on
        self.changed.emit()

    def hides(self, value: MoreValue) -> bool:
        """Return whether something of a value is hidden now."""
        is_there = value.content is not None or value.is_damaged
        return self.is_on and is_there and self.rules.mask_of(value.field) is not Mask.NONE

    def question(self, text: str) -> str:
        """Return what was asked for as it is shown now."""
        return masked_question(text, self.shown_by)

    def name(self, field: str, text: str) -> str:
        """Return a username or a full name as it is shown now."""
        return masked_name(field, text, self.rules) if self.is_on else text

    def answer(self, answer: Answer) -> Answer:
        """Return an answer as a sentence reports it now."""
        if not self.is_on:
            return answer
        question = answer.question._replace(text=self.question(answer.question.text))
        return answer._replace(question=question, outcome=self._outcome(answer.outcome))

    def problem(self, problem: Problem) -> Problem:
        """Return a problem as its sentences name a person now."""
        return masked_problem(problem, self.shown_by)

    def found(self, found: Found) -> Found:
        """Return a person as a sentence names them now: the username may be masked."""
        if not self.is_on:
            return found
        user = found.user
        username = self.name("username", user.username)
        return found._replace(
            user=replace(user, username=username),
            asked=found.asked and self.name("username", found.asked),
            typed=self.question(found.typed),
        )

    def _outcome(self, outcome: Outcome) -> Outcome:
        match outcome:
            case Found():
                return self.found(outcome)
            case Problem():
                return self.problem(outcome)
        return outcome
