"""The password that the service manager passes on (systemd's ``LoadCredential=password:…``)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages.settings import credential_unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER_VARIABLE = "CREDENTIALS_DIRECTORY"
FILE_NAME = "password"


def service_password(environment: Mapping[str, str] = os.environ) -> str:
    """Return the first line of the credential; empty if there is none.

    Raises ConfigurationError if it cannot be read.
    """
    folder = environment.get(FOLDER_VARIABLE)
    if not folder:
        return ""
    file = Path(folder) / FILE_NAME
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].removesuffix("\r")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None)
        raise ConfigurationError(credential_unreadable(str(file), reason)) from None
