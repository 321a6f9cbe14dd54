"""The result of saving, deleting or testing a connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from profile_browser.messages import connections as wording
from profile_browser.messages import faults as faults_wording
from profile_browser.messages.copying import COPY_DETAILS
from profile_browser.messages.problems import advice, details
from profile_browser.ui.clipboard import put_text
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.stage_list import StageList

if TYPE_CHECKING:
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.store_kind import StoreKind
    from profile_browser.ui.theme import Theme


class ResultPanel(QWidget):
    """A sentence, the stages of a test, and details to copy if there are any."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sentence = PlainLabel(name="dialogResult")
        self._stages = StageList(theme)
        self._details = ""
        self._copy = _copy_button()
        self._copy.clicked.connect(self._copy_details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stages)
        layout.addWidget(self._sentence)
        layout.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.clear()

    def clear(self) -> None:
        """Show no result, and no stages."""
        self._stages.hide()
        self.show_sentence("")

    def show_sentence(self, sentence: str, details: str = "") -> None:
        """Show a sentence, and a button that copies these details."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._details = details
        self._copy.setText(COPY_DETAILS)
        self._copy.setVisible(bool(details))

    def start_test(self, kind: StoreKind) -> None:
        """Show the stages of a test of this kind of store that begins."""
        self.show_sentence("")
        self._stages.reset(kind)
        self._stages.show()

    def show_stage(self, result: StageResult) -> None:
        """Show the result of one stage of the test; a failed one says what to do."""
        self._stages.show_stage(result)
        if result.problem is not None:
            sentence = advice(result.problem)
            self.show_sentence(sentence, f"{sentence}\n{details(result.problem)}")

    def show_end(self, passed: bool) -> None:
        """Say that the test passed. If it failed, its last stage has said so already."""
        self._stages.end()
        if passed:
            self.show_sentence(wording.WORKS)

    @Slot()
    def _copy_details(self) -> None:
        put_text(self._details)
        self._copy.setText(faults_wording.COPIED)


def _copy_button() -> QPushButton:
    button = QPushButton()
    button.setObjectName("copyResultButton")
    button.setAutoDefault(False)
    return button
