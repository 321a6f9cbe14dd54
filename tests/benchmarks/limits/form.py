"""The window's widgets, without style, texts or function."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QStatusBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

Part = TypeVar("Part", bound=QWidget)

FIELDS = ("username", "full_name", "email", "disabled")
_NAMES = ("usernameValue", "fullNameValue", "emailValue", "accountValue")


class Form(QMainWindow):
    """A band, a search row, pages and a status bar; the names are those of the program.

    At the first paint it has the same widgets as the program's window, and also when a record is
    shown. Widgets that the program creates later are missing, and those it hides are hidden.
    """

    def __init__(self) -> None:
        super().__init__()
        self.resize(760, 560)
        self.field = _search_field()
        self.pages = QStackedWidget()
        self.pages.addWidget(_welcome_page())
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.addWidget(_band())
        layout.addWidget(self._search_row())
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(inside)
        self.setStatusBar(_status_bar())

    def show_record(self, record: dict[str, object]) -> None:
        """Fill in the fields and show their page."""
        for name, value in zip(FIELDS, self.values, strict=True):
            value.setText(str(record.get(name)))
        self.pages.setCurrentIndex(1)

    @cached_property
    def values(self) -> list[QLineEdit]:
        """The fields of a record; their page is created with them."""
        fields = [_field(name) for name in _NAMES]
        self.pages.addWidget(_profile_page(fields))
        return fields

    def _search_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.addWidget(self.field, 1)
        layout.addWidget(QPushButton("Look up"))
        layout.addWidget(_button_with_menu())
        return row


def _band() -> QWidget:
    band = QFrame()
    row = QHBoxLayout(band)
    for part in (QLabel(), _hidden(QLabel()), QLabel(), _button_with_menu()):
        row.addWidget(part)
    return band


def _search_field() -> QLineEdit:
    field = QLineEdit(clearButtonEnabled=True)
    field.setObjectName("searchField")
    return field


def _welcome_page() -> QWidget:
    above, recent = QFrame(), _hidden(QFrame())
    layout = QVBoxLayout(above)
    for part in (QLabel("Look up"), QLabel(), _hidden(QPushButton()), QLabel(), QPushButton()):
        layout.addWidget(part)
    layout = QVBoxLayout(recent)
    layout.addWidget(QPushButton())
    layout.addWidget(QLabel())
    layout.addWidget(QListWidget())
    return _scrolling(above, recent)


def _profile_page(values: list[QLineEdit]) -> QWidget:
    frame, badge = QFrame(), QFrame()
    grid = QGridLayout(frame)
    grid.addWidget(QLabel(), 0, 0)
    grid.addWidget(_hidden(QLabel()), 1, 0)
    for row, value in enumerate(values, start=2):
        grid.addWidget(QLabel(value.objectName()), row, 0)
        is_last = value is values[-1]
        grid.addWidget(_side_by_side(badge if is_last else value, QToolButton()), row, 1)
    layout = QHBoxLayout(badge)
    layout.addWidget(QLabel())
    layout.addWidget(values[-1])
    grid.addWidget(_side_by_side(QToolButton()), 6, 0)
    for column, part in enumerate((QLabel(), _hidden(QPushButton()), _button_with_menu())):
        grid.addWidget(part, 7, column)
    return _scrolling(frame)


def _side_by_side(*parts: QWidget) -> QWidget:
    cell = QWidget()
    layout = QHBoxLayout(cell)
    for part in parts:
        layout.addWidget(part)
    return cell


def _status_bar() -> QStatusBar:
    bar = QStatusBar(sizeGripEnabled=False)
    waiting = (QProgressBar(), QLabel(), QPushButton())
    bar.addWidget(QLabel(), 1)
    for part in (*waiting, QLabel(), QLabel()):
        bar.addPermanentWidget(part)
    for part in waiting:
        part.hide()
    return bar


def _scrolling(*frames: QFrame) -> QScrollArea:
    inside = QWidget()
    layout = QVBoxLayout(inside)
    for frame in frames:
        layout.addWidget(frame)
    mark = QLabel(inside)
    mark.hide()
    area = QScrollArea(widgetResizable=True)
    area.setWidget(inside)
    return area


def _button_with_menu() -> QToolButton:
    button = QToolButton()
    button.setMenu(QMenu(button))
    return button


def _hidden(part: Part) -> Part:
    part.hide()
    return part


def _field(name: str) -> QLineEdit:
    field = QLineEdit(readOnly=True)
    field.setObjectName(name)
    return field
