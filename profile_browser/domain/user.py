"""The record of a user, as the window shows it and as the bucket holds it."""

import os

from pydantic import BaseModel, ConfigDict, SecretStr

from profile_browser.domain.document import USERPROFILE_DOC_TYPE

# A plug-in that another package brings would see every record; to look for one takes time, too.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "true"


class User(BaseModel):
    """The public fields: all that the window and the terminal ever ask for.

    Types are strict: a document that says ``"disabled": "off"`` is damaged, not enabled.
    Inputs are hidden in validation errors, because their text reaches logs and tickets.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    username: str
    email: str | None = None
    full_name: str | None = None
    disabled: bool | None = None


class UserInDB(User):
    """The whole record, for code that must check a password; no part of the program reads it."""

    type: str = USERPROFILE_DOC_TYPE
    hashed_password: SecretStr
