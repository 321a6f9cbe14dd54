"""Names of secrets. A field with such a name is never requested."""

from __future__ import annotations

import re
import unicodedata

# In a name, these are secrets wherever they are.
_ANYWHERE = re.compile(
    "password|passwd|passphrase|passcode|passkey|pwd|hash|bcrypt|scrypt|argon2|secret|token"
    "|credential|(?:api|private)[^a-z]?key",
    re.IGNORECASE,
)
# Harmless words that contain one of them.
_HARMLESS = re.compile("hashtag|secretar", re.IGNORECASE)
# These are secrets as a word of a name: “shipping” contains a pin.
_WORDS = re.compile("(?:otp|salt).*|.*(?:otp|salt)|(?:user|card)?pin(?:code|number)?|pw|pass")
# “pinCode” has two words, and so has “PINcode”.
_CAMEL_CASE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_ONE_CASE = re.compile(r"[A-Z]+|[a-z]+")
_MIXED_CASE = re.compile(r"[A-Za-z]+")  # “pIN”, as some serializers write PIN
_WORD_RULES = (_CAMEL_CASE, _ONE_CASE, _MIXED_CASE)


def is_secret(path: str) -> bool:
    """Return whether a part of a dotted path is named like a secret.

    Words are told apart by capitals, digits and punctuation, and may be plural. Accents and
    full-width letters are compared as plain letters, so that nobody can write around the rule.
    """
    plain = _plain(path)
    words = {word for rule in _WORD_RULES for word in rule.findall(plain)}
    forms = {form for word in words for form in (word.lower(), word.lower().removesuffix("s"))}
    return bool(_ANYWHERE.search(_HARMLESS.sub("", plain)) or any(map(_WORDS.fullmatch, forms)))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if unicodedata.category(letter)[0] != "M")
