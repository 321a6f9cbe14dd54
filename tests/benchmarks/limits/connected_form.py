"""The same widgets, the models and the SDK: Enter reads on the main thread and shows the record.

An argument is looked up at once.
"""

import os
import sys

from tests.benchmarks.limits.sdk import connected_collection, read

# isort: split
# Qt comes last, because PySide's import hook makes later imports slower.
from PySide6.QtWidgets import QApplication

from tests.benchmarks.limits.form import Form

application = QApplication([])
form = Form()
collection = connected_collection()


def look_up(username: str) -> None:
    """Read a record and show it."""
    form.show_record(read(collection, username).model_dump())


form.field.returnPressed.connect(lambda: look_up(form.field.text()))
if sys.argv[1:]:
    look_up(sys.argv[1])
form.show()
application.exec()
sys.stdout.flush()
os._exit(0)
