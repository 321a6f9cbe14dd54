"""What a translation keeps of its sentence, and what each language writes in its own way."""

from __future__ import annotations

import re
from gettext import c2py
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel.messages.catalog import Catalog, Message

_COUNT, _NO_BREAK = "{count}", "\N{NO-BREAK SPACE}"
_PLACEHOLDER = re.compile(r"\{\w*(?::\w+)?\}|%\(\w+\)[rs]|%[rs]")
_MOST = 200  # counts up to this one have every form that is used for more than one count
_PAIRS = (("«", "»"), ("‹", "›"), ("「", "」"), ("『", "』"))
_EXCLAMATIONS = "!¡！"  # with those of Spanish and Japanese


def sentences_of(message: Message) -> tuple[str, str]:
    """Return the sentence for one thing and the one for several, which are often the same."""
    forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    return forms[0], forms[-1]


def forms_of(message: Message, catalogue: Catalog) -> list[str]:
    """Return the translation in all forms. One that is missing is empty."""
    if isinstance(message.id, str):
        return [str(message.string)]
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return [str(form) for form in forms] + [""] * (catalogue.num_plurals - len(forms))


def faults(message: Message, catalogue: Catalog) -> list[str]:
    """Return what is wrong with a translation. Nothing is said of one that is missing."""
    forms = forms_of(message, catalogue)
    several = isinstance(message.id, tuple | list)
    found = [
        f"{fault}: {form!r}"
        for number, form in enumerate(forms)
        if form
        for fault in (
            *_lost_placeholders(message, form, _may_omit_count(catalogue, number, several)),
            *_other_frame(sentences_of(message)[1], form),
            *_odd_marks(sentences_of(message)[1], form),
        )
    ]
    return ["is a guess (fuzzy)", *found] if message.fuzzy else found


def _may_omit_count(catalogue: Catalog, number: int, several: bool) -> bool:
    """Return whether a form stands for one count only, such as the singular and the dual."""
    if not several:
        return False
    form_of = c2py(catalogue.plural_expr)
    return sum(form_of(count) == number for count in range(_MOST)) <= 1


def _lost_placeholders(message: Message, form: str, without_count: bool) -> Iterator[str]:
    needed = sorted(_PLACEHOLDER.findall(sentences_of(message)[1]))
    there = sorted(_PLACEHOLDER.findall(form))
    if without_count and _COUNT not in there and _COUNT in needed:
        needed.remove(_COUNT)
    if set(there) != set(needed):
        yield f"has {' '.join(there)} and not {' '.join(needed)}"
    if _loose_braces(form) != _loose_braces(sentences_of(message)[1]):
        yield "has a loose brace"


def _loose_braces(text: str) -> list[str]:
    return re.findall("[{}]", _PLACEHOLDER.sub("", text))


def _other_frame(sentence: str, form: str) -> Iterator[str]:
    """Yield what the program relies on around and between the words."""
    frames: Mapping[str, str] = {
        "begins or ends with other white space": r"\A[ \n]+|[ \n]+\Z",
        "has other line breaks": r"\n",
        "ends with or without …": r"…\Z",
        "has other dots between its parts": "·",
        "has other mnemonics": "&",
        "has other markup": r"<[^>]*>|`",
    }
    for fault, frame in frames.items():
        if re.findall(frame, sentence) != re.findall(frame, form.replace(_NO_BREAK, " ")):
            yield fault


def _odd_marks(sentence: str, form: str) -> Iterator[str]:
    if any(mark in form for mark in _EXCLAMATIONS):
        yield "has an exclamation mark"
    if '"' in form and '"' not in sentence:
        yield "has straight quotes"
    for opening, closing in _PAIRS:
        if form.count(opening) != form.count(closing):
            yield f"has {opening} without {closing}, or the other way round"
    # The closing quote of German is the opening one of English.
    if form.count("„") + form.count("”") != form.count("“"):
        yield "has a curly quote alone"
