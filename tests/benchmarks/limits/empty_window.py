"""The same widgets, empty."""

from PySide6.QtWidgets import QApplication

from tests.benchmarks.limits.form import Form

application = QApplication([])
form = Form()
form.show()
application.exec()
