"""The index that OpenSearch needs so that it folds and cuts names exactly as the domain does."""

import re
from collections.abc import Iterator

from profile_browser.domain.folding import LETTERS
from profile_browser.domain.matching import JOINERS, SEPARATORS, orders_of

FIELDS = ("username", "full_name", "email")


def folded_index() -> dict[str, object]:
    """Return the body that creates the index."""
    return {
        "settings": {"number_of_shards": 1, "number_of_replicas": 0, "analysis": _analysis()},
        "mappings": {
            "dynamic": False,
            "properties": {
                name: {
                    "type": "keyword",
                    "fields": {
                        "folded": {"type": "keyword", "normalizer": "folded"},
                        "words": _words("words"),
                        "joined": _words("joined"),
                    },
                }
                for name in FIELDS
            },
        },
    }


def beginning_of_name(text: str) -> dict[str, object]:
    """Return the query for names of which a word begins with the text, or with its words."""
    arms = [
        {
            "bool": {
                "filter": [
                    *({"term": {f"full_name.{cut}": word}} for word in whole),
                    {"prefix": {f"full_name.{cut}": begun}},
                ]
            }
        }
        for *whole, begun in orders_of(text)
        for cut in ("words", "joined")
    ]
    return {"bool": {"should": arms, "minimum_should_match": 1}}


def _analysis() -> dict[str, object]:
    lowered = {"type": "custom", "filter": ["lowercase"]}
    return {
        "char_filter": {
            "letters": {"type": "mapping", "mappings": sorted(set(_mappings()))},
            "joined": {"type": "pattern_replace", "pattern": f"[{JOINERS}]", "replacement": ""},
        },
        "tokenizer": {"cut": {"type": "pattern", "pattern": f"[{JOINERS}{SEPARATORS}]+"}},
        "normalizer": {"folded": lowered | {"char_filter": ["letters"]}},
        "analyzer": {
            "words": lowered | {"char_filter": ["letters"], "tokenizer": "cut"},
            "joined": lowered | {"char_filter": ["joined", "letters"], "tokenizer": "cut"},
        },
    }


def _words(analyzer: str) -> dict[str, object]:
    return {
        "type": "text",
        "analyzer": analyzer,
        "norms": False,
        "index_options": "docs",
        "index_prefixes": {"min_chars": 1, "max_chars": 5},
    }


def _mappings() -> Iterator[str]:
    # Letters are replaced before they are lowered, so capitals are listed too.
    for plain, letters in LETTERS.items():
        for first, last in re.findall("(.)(?:-(.))?", letters):
            for code in range(ord(first), ord(last or first) + 1):
                for letter in {chr(code), chr(code).upper()} if plain else {chr(code)}:
                    if len(letter) == 1:
                        yield f"{_escaped(letter)} => {_escaped(plain)}"


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" for letter in text)
