"""The files of the sample data, read without the program's own code."""

import json
from pathlib import Path

_RESOURCES = Path(__file__).parents[3] / "resources"

Documents = tuple[dict[str, object], ...]


def _lines(name: str) -> list[str]:
    return (_RESOURCES / name).read_text("utf-8").splitlines()


LINES = _lines("sample_profiles.jsonl")
DOCUMENTS: Documents = tuple(json.loads(line) for line in LINES)
BY_NAME = {str(document["username"]): document for document in DOCUMENTS}
SHOP_DOCUMENTS: Documents = tuple(json.loads(line) for line in _lines("sample_shop.jsonl"))
CUSTOMERS = tuple(document for document in SHOP_DOCUMENTS if document["kind"] == "customer")
