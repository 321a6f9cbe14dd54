"""What the SDK parses JSON with, instead of its own serializer.

The SDK's own one makes an infinite number of ``1e999``, and fails a whole search because of one row
with more digits than Python converts.
"""

from profile_browser.stores.json_values import parse_json


class ReadingSerializer:
    """A serializer of the SDK that only reads."""

    def serialize(self, value: object) -> bytes:
        """Refuse: the program stores nothing."""
        raise NotImplementedError(type(value))

    def deserialize(self, body: bytes) -> object:
        """Return the value of a JSON text, or the text itself. Never raises."""
        return parse_json(body)
