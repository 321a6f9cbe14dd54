"""Brings the catalogues up to date with the sentences of the program.

Run it after a sentence has changed: ``python resources/translations/update.py``. It changes the
``.po`` files: new sentences have no translation yet, and changed ones are marked as fuzzy.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
sys.path[:0] = [str(ROOT), str(FOLDER)]

from compiling import compile_catalogues  # noqa: E402 - needs the path above

from profile_browser.domain.fields import FIELDS  # noqa: E402
from profile_browser.domain.store_kind import Secret  # noqa: E402
from profile_browser.stores.registry import STORES  # noqa: E402

NOUNS = {"bucket", "collection", "database", "index", "keyspace", "scope", "table"}  # of problems
KEYWORDS = {"_": None, "in_context": ((1, "c"), 2), "counted": (1, 2)}


def extract() -> Catalog:
    """Return every sentence in messages/, and the labels of fields and of stores."""
    catalogue = Catalog(project="Profile Browser", charset="utf-8")
    found = extract_from_dir(
        ROOT / "profile_browser" / "messages",
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=["Translators:"],
        strip_comment_tags=True,
    )
    for file, _line, sentence, comments, context in found:
        catalogue.add(sentence, locations=[(file, None)], auto_comments=comments, context=context)
    for context, words in tabled_words().items():
        for word in sorted(words):
            catalogue.add(word, context=context)
    return catalogue


def tabled_words() -> dict[str, set[str]]:
    """Return the words in the tables of fields and of stores, by the context of their use."""
    kinds = STORES.kinds.kinds
    keys = [key for kind in kinds for key in kind.location]
    labels = {field.label for field in FIELDS} | {key.label for key in keys}
    rights = {kind.right for kind in kinds} | {kind.search_index for kind in kinds}
    return {
        "label": labels | {kind.revision for kind in kinds},
        "noun": {key.label.lower() for key in keys} | rights | {str(one) for one in Secret} | NOUNS,
        "option": {key.hint for key in keys},
    }


def update() -> None:
    """Update each catalogue, and compile it."""
    template = extract()
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem)
        catalogue.update(template, update_header_comment=False)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True, omit_header=False)
    compile_catalogues()


if __name__ == "__main__":
    update()
