"""The stages of a connection check, with the result of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.messages import checks as wording
from profile_browser.ui.widgets.icons import IconLabel
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLabel

    from profile_browser.ui.theme import Colors, Theme


class _Look(NamedTuple):
    icon: str
    color: Callable[[Colors], str]


_WAITING = _Look("clock", lambda colors: colors.muted)
_LOOKS = {
    StageState.PASSED: _Look("check", lambda colors: colors.good),
    StageState.SKIPPED: _Look("dot", lambda colors: colors.muted),
    StageState.FAILED: _Look("warning", lambda colors: colors.bad),
}


class _Row(NamedTuple):
    icon: IconLabel
    word: QLabel


class StageList(QWidget):
    """Shows one row for each stage, and its result once it ends."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("stageList")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(2, 1)
        self._rows = {stage: _add_row(grid, row, stage, theme) for row, stage in enumerate(Stage)}
        self.reset()

    @Slot()
    def reset(self) -> None:
        """Show every stage as not reached yet."""
        for row in self._rows.values():
            row.icon.show_icon(*_WAITING)
            row.word.clear()

    @Slot(object)
    def show_stage(self, result: StageResult) -> None:
        """Show the result of a stage."""
        row = self._rows[result.stage]
        row.icon.show_icon(*_LOOKS[result.state])
        row.word.setText(wording.STATE_WORDS[result.state])


def _add_row(grid: QGridLayout, row: int, stage: Stage, theme: Theme) -> _Row:
    icon = IconLabel(theme)
    icon.show_icon(*_WAITING)
    word = PlainLabel(role="muted", name=f"stage_{stage}")
    grid.addWidget(icon, row, 0)
    name = PlainLabel(wording.STAGE_NAMES[stage])
    name.setWordWrap(False)
    grid.addWidget(name, row, 1)
    grid.addWidget(word, row, 2)
    return _Row(icon, word)
