"""The stages of a connection check, with the result of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.messages import checks as wording
from profile_browser.ui.direction import is_mirrored
from profile_browser.ui.widgets.icons import IconLabel, IconLook
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from profile_browser.domain.store_kind import StoreKind
    from profile_browser.ui.theme import Theme


# The window compares no record with the layout, so it lists this stage only to name the command.
_SHOWN_IF_ENDED = {Stage.LAYOUT}
_NOT_RUN = IconLook("dash", lambda colors: colors.muted)
_RUNNING = IconLook("clock", lambda colors: colors.muted)
_LOOKS = {
    StageState.PASSED: IconLook("check", lambda colors: colors.good),
    StageState.SKIPPED: IconLook("dot", lambda colors: colors.muted),
    StageState.FAILED: IconLook("warning", lambda colors: colors.bad),
}


class _Row(NamedTuple):
    icon: IconLabel
    name: QLabel
    word: QLabel

    def show_look(self, look: IconLook, word: str = "") -> None:
        self.icon.show_icon(*look)
        self.word.setText(word)

    def set_visible(self, visible: bool) -> None:
        for part in self:
            part.setVisible(visible)


class StageList(QWidget):
    """Shows one row for each stage, and its result once it ends.

    If a stage fails, those before it are folded into one line, which unfolds at a click.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("stageList")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(2, 1)
        self._fold = _fold_button()
        self._fold.toggled.connect(self._show_ended)
        grid.addWidget(self._fold, 0, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        self._rows = {
            stage: _add_row(grid, row, stage, theme) for row, stage in enumerate(Stage, start=1)
        }
        self._ended: dict[Stage, StageState] = {}

    def reset(self, kind: StoreKind) -> None:
        """Show that the first stage runs, in the words of this kind of store."""
        self._ended.clear()
        self._fold.hide()
        for stage, row in self._rows.items():
            row.name.setText(wording.stage_name(stage, kind))
            row.set_visible(stage not in _SHOWN_IF_ENDED)
        self._show_unended(running=True)

    @Slot(object)
    def show_stage(self, result: StageResult) -> None:
        """Show the result of a stage."""
        self._ended[result.stage] = result.state
        row = self._rows[result.stage]
        row.show_look(_LOOKS[result.state], wording.state_word(result))
        row.set_visible(True)
        has_failed = result.state is StageState.FAILED
        self._show_unended(running=not has_failed)
        if has_failed:
            self._fold_ended()

    def end(self) -> None:
        """Show that no stage runs any more."""
        self._show_unended(running=False)

    def _show_unended(self, *, running: bool) -> None:
        """Show which stages have not been run, and which one runs now."""
        word = "" if running else wording.NOT_RUN
        for stage in (stage for stage in Stage if stage not in self._ended):
            self._rows[stage].show_look(_RUNNING if running else _NOT_RUN, word)
            running = False

    def _fold_ended(self) -> None:
        passed = list(self._ended.values()).count(StageState.PASSED)
        if passed:
            self._fold.setText(wording.steps_passed(passed))
            self._fold.setChecked(False)
            self._fold.show()
            self._show_ended(unfolded=False)

    @Slot(bool)
    def _show_ended(self, unfolded: bool) -> None:
        closed = Qt.ArrowType.LeftArrow if is_mirrored() else Qt.ArrowType.RightArrow
        self._fold.setArrowType(Qt.ArrowType.DownArrow if unfolded else closed)
        for stage, state in self._ended.items():
            if state is not StageState.FAILED:
                self._rows[stage].set_visible(unfolded)


def _fold_button() -> QToolButton:
    button = QToolButton()
    button.setObjectName("passedStagesButton")
    button.setProperty("role", "icon")
    button.setCheckable(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _add_row(grid: QGridLayout, row: int, stage: Stage, theme: Theme) -> _Row:
    icon = IconLabel(theme)
    word = PlainLabel(role="muted", name=f"stage_{stage}")
    grid.addWidget(icon, row, 0)
    name = PlainLabel()
    name.setWordWrap(False)
    grid.addWidget(name, row, 1)
    grid.addWidget(word, row, 2)
    return _Row(icon, name, word)
