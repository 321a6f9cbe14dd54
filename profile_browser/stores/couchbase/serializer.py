"""The serializer with which the SDK parses JSON, instead of its own.

The SDK's own serializer reads ``1e999`` as infinity, and fails a whole search because of one row
with more digits than Python converts.
"""

from profile_browser.stores.json_values import parse_json


class ReadingSerializer:
    """A serializer for the SDK that only reads."""

    def serialize(self, value: object) -> bytes:
        """Refuse: the program stores nothing."""
        raise NotImplementedError(type(value))

    def deserialize(self, body: bytes) -> object:
        """Return the value of a JSON text, or the text itself. Never raises."""
        return parse_json(body)
