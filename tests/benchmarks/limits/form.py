"""The window's widgets, without its looks, its words, or anything behind them."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTableWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

FIELDS = ("username", "full_name", "email", "disabled")
_NAMES = ("usernameValue", "fullNameValue", "emailValue", "accountValue")


class Form(QMainWindow):
    """A band, a search row, five pages and a status bar; the names are those of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(760, 560)
        self.field = _field("searchField")
        self.values = [_field(name) for name in _NAMES]
        self.pages = QStackedWidget()
        pages = (_page(2), _page(2), self._profile_page(), _matches_page(), _page(5))
        for page in pages:
            self.pages.addWidget(page)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.addWidget(_band())
        layout.addLayout(self._search_row())
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(inside)
        self.statusBar().addPermanentWidget(QLabel())

    def show_record(self, record: dict[str, object]) -> None:
        """Fill the fields in, and show their page."""
        for name, value in zip(FIELDS, self.values, strict=True):
            value.setText(str(record.get(name)))
        self.pages.setCurrentIndex(2)

    def _search_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(QPushButton("Look up"))
        row.addWidget(QToolButton())
        return row

    def _profile_page(self) -> QWidget:
        frame = QFrame()
        grid = QGridLayout(frame)
        for row, value in enumerate(self.values, start=1):
            grid.addWidget(QLabel(value.objectName()), row, 0)
            grid.addWidget(value, row, 1)
            grid.addWidget(QToolButton(), row, 2)
        grid.addWidget(QLabel(), 0, 0)
        grid.addWidget(QLabel(), 0, 1)
        grid.addWidget(QPushButton(), 6, 1)
        grid.addWidget(QToolButton(), 6, 2)
        return _scrolling(frame)


def _band() -> QWidget:
    band = QFrame()
    row = QHBoxLayout(band)
    for part in (QLabel(), QLabel(), QToolButton()):
        row.addWidget(part)
    return band


def _page(labels: int) -> QWidget:
    inside = QWidget()
    layout = QVBoxLayout(inside)
    for _ in range(labels):
        layout.addWidget(QLabel())
    layout.addWidget(QPushButton())
    return _scrolling(inside)


def _matches_page() -> QWidget:
    inside = QWidget()
    layout = QVBoxLayout(inside)
    layout.addWidget(QLabel())
    layout.addWidget(QTableWidget(0, 4))
    return inside


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setWidget(inside)
    return area


def _field(name: str) -> QLineEdit:
    field = QLineEdit(readOnly=name in _NAMES)
    field.setObjectName(name)
    return field
