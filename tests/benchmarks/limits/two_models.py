"""The two models in their simplest form."""

from pydantic import BaseModel, ConfigDict, SecretStr


class User(BaseModel):
    """The public fields."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    username: str
    email: str | None = None
    full_name: str | None = None
    disabled: bool | None = None


class UserInDB(User):
    """The whole record."""

    type: str = "userprofile"
    hashed_password: SecretStr


RECORD: dict[str, object] = {
    "username": "johndoe",
    "email": "johndoe@example.com",
    "full_name": "John Doe",
    "disabled": False,
    "type": "userprofile",
}
