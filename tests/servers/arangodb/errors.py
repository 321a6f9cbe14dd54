"""The server's errors: a number, and the HTTP status that comes with it."""

from __future__ import annotations

_STATUS = {
    10: 400,  # bad parameter
    11: 403,  # missing permission
    404: 404,  # no such path
    600: 400,  # not JSON
    1202: 404,  # document not found
    1203: 404,  # collection or view not found
    1207: 409,  # duplicate name
    1210: 409,  # unique constraint violated
    1221: 400,  # illegal document key
    1228: 404,  # database not found
    1500: 410,  # query killed
    1501: 400,  # query does not parse
    1504: 400,  # number out of range
    1512: 400,  # unknown variable
    1540: 400,  # unknown function
    1551: 400,  # no value for a bind parameter
    1552: 400,  # a value for a bind parameter that is not declared
    1553: 400,  # a bind parameter of a wrong type
    1577: 500,  # a forced index hint cannot be used
    1703: 404,  # user not found
}


class ArangoError(Exception):
    """An error with its number. Answers repeat the HTTP status in their body."""

    def __init__(self, number: int, message: str = "", status: int = 0) -> None:
        super().__init__(message)
        self.number = number
        self.status = status or _STATUS[number]

    @property
    def body(self) -> dict[str, object]:
        """The body of the answer."""
        return {
            "error": True,
            "code": self.status,
            "errorNum": self.number,
            "errorMessage": str(self),
        }
