"""The window's composition root: builds the parts, wires them, and shuts them down."""

from __future__ import annotations

import gc
import logging
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QLockFile,
    QMargins,
    QMessageLogContext,
    QObject,
    QSettings,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from profile_browser import __version__
from profile_browser.desktop.controller import AppController
from profile_browser.desktop.error_reporter import ErrorReporter
from profile_browser.desktop.instance.client import Reply
from profile_browser.desktop.instance.start import claim
from profile_browser.desktop.services import Services, SignedInStores
from profile_browser.domain.resource_files import resources_folder
from profile_browser.messages import terminal as terminal_wording
from profile_browser.messages import window as wording
from profile_browser.messages.catalogue import SOURCE_LANGUAGE, chosen_language
from profile_browser.records.crashes import CrashRecorder
from profile_browser.records.error_hooks import ErrorHooks
from profile_browser.settings.connections import ConnectionFiles
from profile_browser.settings.passwords import Passwords
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLES
from profile_browser.ui.first_paint import LONGEST_WAIT, FirstPaint
from profile_browser.ui.theme import STYLE_ARGUMENTS, Theme

if TYPE_CHECKING:
    from typing import NoReturn

    from profile_browser.desktop.instance.start import Start
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection
    from profile_browser.ui.main_window import MainWindow

NO_DISPLAY_CODE = 2
_SETTLE_AFTER = 100  # milliseconds after an answer, when it is on screen
_GEOMETRY = "window/geometry"
_FRAME = QMargins(8, 32, 8, 8)  # device-independent pixels; it is not known before it is shown
_ACCESSIBILITY = "qt.accessibility"
# Qt logs this when X11 or Wayland ends, at logout, before it ends the process.
_DISPLAY_LOST = "connection broke"

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("profile_browser.qt")
_crashes = CrashRecorder()


def run(
    configuration: Configuration, connection: Connection, username: str, start: Start
) -> NoReturn:
    """Show the window for this connection, and end the process when it is closed.

    Ends it at once if a window that is starting at the same time takes over.
    """
    lock = claim(start)
    if lock is Reply.TAKEN:
        exit_process(0)
    qInstallMessageHandler(_exit_without_display)
    application = _application()
    qInstallMessageHandler(_log_qt_message)
    theme = Theme(application)
    controller = AppController(configuration, connection, theme, _services())
    _restore_geometry(controller.window)
    controller.window.show()
    reporter = ErrorReporter(controller, theme, _crashes)
    startup = Startup(
        controller, reporter, username, theme, offers_copied=configuration.offer_copied
    )
    if sys.platform == "darwin":
        _follow_links(application, controller, startup)
    if isinstance(lock, QLockFile):
        startup.settled.connect(partial(_listen, controller, start, connection, lock))
    FirstPaint(controller.window).over.connect(startup.continue_startup)
    application.aboutToQuit.connect(startup.stop_crash_recorder)  # also when Windows logs off
    code = application.exec()
    _save_geometry(controller.window)
    controller.close()
    exit_process(code)


class Startup(QObject):
    """The part of startup that would delay the first paint."""

    settled = Signal()

    def __init__(
        self,
        controller: AppController,
        reporter: ErrorReporter,
        username: str,
        theme: Theme,
        *,
        offers_copied: bool | None = None,
    ) -> None:
        super().__init__(controller)
        self._theme = theme
        self._controller, self._reporter, self._username = controller, reporter, username
        self._offers_copied = offers_copied
        self._settle_timer = QTimer(self, singleShot=True, interval=LONGEST_WAIT)
        self._settle_timer.timeout.connect(self._settle)
        ErrorHooks(reporter.report).install()

    @Slot()
    def continue_startup(self) -> None:
        """Look up the initial username first, and do the rest after the answer.

        Crashes are recorded before the SDK is loaded. The sample data does not load it.
        """
        if not self._username:
            self._settle()
            return
        if not self._controller.connection.is_sample:
            self._reporter.start()
        self._controller.answered.connect(self._settle_after_answer)
        self._settle_timer.start()
        self._controller.window.ask(self._username)

    @Slot()
    def _settle_after_answer(self) -> None:
        if self._settle_timer.isActive():
            self._settle_timer.start(_SETTLE_AFTER)

    @Slot()
    def _settle(self) -> None:
        """Finish startup. Its objects live on: a full collection takes 30 ms less without them."""
        from profile_browser.desktop.capture_exclusion import CaptureExclusion
        from profile_browser.desktop.copied_offers import CopiedOffers
        from profile_browser.desktop.motion import ask_for_motion

        self._reporter.start()
        self._theme.catch_up_with_system()
        CaptureExclusion(self._theme.masking)
        self.offers = CopiedOffers(self._controller.window, self._offers_copied, _settings())
        self._controller.privacy.start()
        ask_for_motion(self._theme.keep_still)
        gc.freeze()
        gc.enable()
        self.settled.emit()

    @Slot()
    def stop_crash_recorder(self) -> None:
        """Stop recording crashes: this process exits cleanly."""
        _crashes.stop()


def _follow_links(application: QApplication, controller: AppController, startup: Startup) -> None:
    """Follow the links that macOS opens. Elsewhere, a link is an argument of another start."""
    from profile_browser.desktop.link_events import LinkEvents

    links = LinkEvents(application)
    links.opened.connect(controller.requests.open_link)
    startup.settled.connect(links.release)


def _listen(
    controller: AppController, start: Start, connection: Connection, lock: QLockFile
) -> None:
    """Let second starts hand over to this window. If it cannot listen, they do not wait for it."""
    if not _is_listening(controller, start, connection):
        lock.unlock()


def _is_listening(controller: AppController, start: Start, connection: Connection) -> bool:
    try:
        from profile_browser.desktop.instance.server import InstanceServer
    except ImportError as error:  # the system lacks a library of Qt's network module
        _log.warning("Second starts open windows: %s", error)
        return False
    if start.place is None:
        return False
    controller.requests.use_start(start.options, connection)
    server = InstanceServer(start.place, controller.requests.accepts, controller)
    server.taken.connect(controller.requests.take)
    return server.listen()


def _services() -> Services:
    passwords, files = Passwords(), ConnectionFiles(STORES.kinds)
    stores = SignedInStores(STORES, passwords, files)
    return Services(
        STORES.kinds,
        SAMPLES,
        stores.open_store,
        stores.check,
        stores.look_at_network,
        passwords,
        files,
    )


def exit_process(code: int) -> NoReturn:
    """Flush all buffers, and end the process without shutting down the interpreter.

    The SDK's connect cannot be interrupted. When it ends by itself, an I/O thread of the SDK
    requests the GIL. Before Python 3.14, an interpreter that is shutting down unwinds that thread;
    the SDK (4.6) catches that exception, and the process aborts.
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


def _application() -> QApplication:
    application = QApplication([terminal_wording.PROGRAM, *STYLE_ARGUMENTS])
    application.setApplicationName(terminal_wording.PROGRAM)
    application.setApplicationDisplayName(wording.PROGRAM)
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(terminal_wording.PROGRAM)
    application.setWindowIcon(QIcon(str(resources_folder() / "icons" / "profile-browser.svg")))
    if chosen_language() != SOURCE_LANGUAGE:
        from profile_browser.desktop.localization import localize

        localize(application)
    return application


def _settings() -> QSettings:
    return QSettings(terminal_wording.PROGRAM, terminal_wording.PROGRAM)


def _restore_geometry(window: MainWindow) -> None:
    """Place the window as it was, if Qt can: it cannot once the screen has another scale."""
    geometry = _settings().value(_GEOMETRY)
    if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
        room = window.screen().availableSize().shrunkBy(_FRAME)
        window.resize(window.size().boundedTo(room))


def _save_geometry(window: MainWindow) -> None:
    settings = _settings()
    settings.setValue(_GEOMETRY, window.saveGeometry())
    settings.sync()


def _exit_without_display(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Exit with one line that says why there is no window, before Qt aborts the process."""
    _log_qt_message(kind, context, message)
    if kind is QtMsgType.QtFatalMsg:
        from profile_browser.desktop.system_libraries import missing_display_library

        library = missing_display_library()
        missing = terminal_wording.library_missing(library) if library else None
        if sys.stderr is not None:
            print(
                terminal_wording.error_line(missing or terminal_wording.NO_DISPLAY), file=sys.stderr
            )
        exit_process(NO_DISPLAY_CODE)


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = logging.INFO if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    if (context.category or "").startswith(_ACCESSIBILITY):
        message = f"{context.category}: …"  # such messages contain text from the screen
    _qt_log.log(level, "%s", message)
    if _DISPLAY_LOST in message:
        _crashes.stop()
