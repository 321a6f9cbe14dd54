"""The same widgets, pydantic and the two models: one record is validated and shown."""

from tests.benchmarks.limits.two_models import RECORD, User

# isort: split
# Qt comes last, because PySide's import hook makes later imports slower.
from PySide6.QtWidgets import QApplication

from tests.benchmarks.limits.form import Form

application = QApplication([])
form = Form()
form.show_record(User.model_validate(RECORD).model_dump())
form.show()
application.exec()
