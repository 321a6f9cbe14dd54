"""The sample data's file, read without the program's own code."""

import json
from pathlib import Path

LINES = (
    (Path(__file__).parents[3] / "resources" / "sample_profiles.jsonl")
    .read_text("utf-8")
    .splitlines()
)
DOCUMENTS: tuple[dict[str, object], ...] = tuple(json.loads(line) for line in LINES)
BY_NAME = {str(document["username"]): document for document in DOCUMENTS}
