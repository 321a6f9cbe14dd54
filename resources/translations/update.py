"""Brings the catalogues up to date with the sentences of the program.

Run it after a sentence has changed: ``python resources/translations/update.py``. It changes the
``.po`` files: a new or changed sentence has no translation yet, and one that is gone is dropped.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
sys.path.insert(0, str(ROOT))

from profile_browser.domain.fields import FIELDS  # noqa: E402 - needs the path above
from profile_browser.domain.store_kind import Secret  # noqa: E402
from profile_browser.stores.registry import STORES  # noqa: E402
from resources.translations.compiling import compile_catalogues  # noqa: E402

_NO_LINE = 0  # lines change too often
KEYWORDS = {"_": None, "in_context": ((1, "c"), 2), "counted": (1, 2)}
# What problems call the parts of stores.
NOUNS = {"bucket", "collection", "database", "index", "keyspace", "scope", "table"}
COMMAND_LINE = {  # sentences of argparse, which has no catalogues of its own
    "usage: ",
    "positional arguments",
    "options",
    "show this help message and exit",
    "show program's version number and exit",
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "unrecognized arguments: %s",
    "the following arguments are required: %s",
    "one of the arguments %s is required",
    "not allowed with argument %s",
    "expected one argument",
    "expected at most one argument",
    "expected at least one argument",
    "ignored explicit argument %r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
}
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);",
    "de": "nplurals=2; plural=(n != 1);",
    # Without the form that CLDR has for whole millions: no list is as long.
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ja": "nplurals=1; plural=0;",
}


def extract() -> Catalog:
    """Return every sentence in messages/, and the words in the tables of fields and of stores."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(
        ROOT / "profile_browser" / "messages",
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=["Translators:"],
        strip_comment_tags=True,
    )
    for file, _line, sentence, comments, context in found:
        place = [(Path(file).name, _NO_LINE)]
        catalogue.add(sentence, locations=place, auto_comments=comments, context=context)
    for sentence in sorted(COMMAND_LINE):
        catalogue.add(sentence, locations=[("argparse", _NO_LINE)])
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


def read_catalogue(path: Path) -> Catalog:
    """Return a catalogue as it is in a file."""
    with path.open("rb") as file:
        return read_po(file)


def updated(catalogue: Catalog) -> Catalog:
    """Return a catalogue with exactly the present sentences. None is guessed from a similar one."""
    present = extract()
    for message in present:
        old = catalogue.get(message.id, context=message.context) if message.id else None
        if old is not None and old.string and _is_alike(old.id, message.id):
            message.string = old.string
    return present


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue without dates and names, so that versions of it can be merged."""
    header = {
        "Language": path.stem,
        "Plural-Forms": PLURALS[path.stem],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    plain = Catalog(charset="utf-8", fuzzy=False)
    plain.mime_headers = [*header.items()]
    for message in catalogue:
        if message.id:
            plain[message.id] = message
    with path.open("wb") as file:
        lines = "".join(f'"{name}: {value}\\n"\n' for name, value in header.items())
        file.write(f'msgid ""\nmsgstr ""\n{lines}\n'.encode())
        write_po(file, plain, width=100, sort_output=True, omit_header=True)


def _is_alike(one: object, other: object) -> bool:
    """Return whether both have one form, or both have a plural."""
    return isinstance(one, str) == isinstance(other, str)


def update() -> None:
    """Update each catalogue, and compile it."""
    for path in sorted(FOLDER.glob("*.po")):
        write_catalogue(path, updated(read_catalogue(path)))
    compile_catalogues()


if __name__ == "__main__":
    update()
