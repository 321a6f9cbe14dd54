"""The window's composition root: builds the parts, wires them, shuts them down."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QMessageLogContext,
    QObject,
    QSettings,
    QtMsgType,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from profile_browser import __version__
from profile_browser.domain.wording import terminal as terminal_wording
from profile_browser.domain.wording import window as wording
from profile_browser.lookups.service import LookupService
from profile_browser.resource_files import resources_folder
from profile_browser.stores.opening import LazyStore
from profile_browser.ui.main_window import MainWindow
from profile_browser.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore

LAST_WAIT = 1000  # milliseconds that a hanging look-up may hold up the end of the program
NO_DISPLAY_CODE = 2
_GEOMETRY = "window/geometry"

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("profile_browser.qt")


class ProfileBrowser(QObject):
    """The window and the look-ups behind it, wired together."""

    def __init__(
        self, connection: Connection, theme: Theme, open_store: Callable[[], ProfileStore]
    ) -> None:
        super().__init__()
        self.window = MainWindow(connection, theme)
        self.service = LookupService(open_store, self)
        self.window.lookup_wanted.connect(self.service.look_up)
        self.window.cancel_wanted.connect(self.service.cancel)
        self.service.started.connect(self.window.show_started)
        self.service.answered.connect(self.window.show_answer)
        self.service.cancelled.connect(self.window.show_cancelled)

    @Slot()
    def close(self) -> bool:
        """Hide the window and end the look-ups; True where every thread came to its end."""
        self.window.hide()
        return self.service.close(LAST_WAIT)


def run(connection: Connection, username: str) -> NoReturn:
    """Show the window, and end the process when it is closed.

    The process ends without Python's own leave-taking: a thread that still connects cannot be
    ended, and Qt aborts a process that takes such a thread apart.
    """
    qInstallMessageHandler(_refuse_without_display)
    application = _application()
    qInstallMessageHandler(_log_qt_message)
    program = ProfileBrowser(connection, Theme(application), lambda: LazyStore(connection))
    _restore_geometry(program.window)
    program.window.show()
    if username:
        program.window.ask(username)
    code = application.exec()
    _save_geometry(program.window)
    program.close()
    leave(code)


def leave(code: int) -> NoReturn:
    """Flush what is buffered, and end the process at once."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


def _application() -> QApplication:
    application = QApplication([terminal_wording.PROGRAM])
    application.setApplicationName(terminal_wording.PROGRAM)
    application.setApplicationDisplayName(wording.PROGRAM)
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(terminal_wording.PROGRAM)
    application.setWindowIcon(QIcon(str(resources_folder() / "icons" / "profile-browser.svg")))
    return application


def _settings() -> QSettings:
    return QSettings(terminal_wording.PROGRAM, terminal_wording.PROGRAM)


def _restore_geometry(window: MainWindow) -> None:
    geometry = _settings().value(_GEOMETRY)
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)


def _save_geometry(window: MainWindow) -> None:
    settings = _settings()
    settings.setValue(_GEOMETRY, window.saveGeometry())
    settings.sync()


def _refuse_without_display(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Say in one line that there is no display, where Qt is about to abort the process."""
    _log_qt_message(kind, context, message)
    if kind is QtMsgType.QtFatalMsg:
        if sys.stderr is not None:
            print(terminal_wording.refused(terminal_wording.NO_DISPLAY), file=sys.stderr)
        leave(NO_DISPLAY_CODE)


def _log_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    level = logging.INFO if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    _qt_log.log(level, "%s", message)
