"""The map functions of the views: they fold texts and cut names as the domain does in Python.

They are ECMAScript 5, which every CouchDB runs, and plain ASCII, so they survive a terminal and a
file in any encoding. They contain no user input, only what an administrator set: the paths of the
fields, and the type of the records.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from profile_browser.domain.folding import LETTERS
from profile_browser.domain.matching import JOINERS, LONGEST_NAME, MOST_WORDS, SEPARATORS
from profile_browser.domain.user import User, paths_of

if TYPE_CHECKING:
    from profile_browser.domain.record import RecordLayout

USERNAME, EMAIL, NAME = "username", "email", "name"

_AT = """
  function at(path) {
    var value = doc;
    for (var i = 0; i < path.length; i++) {
      if (!value || typeof value !== "object" || Array.isArray(value)) return undefined;
      if (!Object.prototype.hasOwnProperty.call(value, path[i])) return undefined;
      value = value[path[i]];
    }
    return value;
  }"""
_FOLD = """
  function fold(text) {
    text = text.toLowerCase();
    if (!/[^\\x00-\\x7f]/.test(text)) return text;
    return text%s;
  }"""
# A lone surrogate becomes a question mark.
_CUT = """
  function cut(text) {
    var kept = "", bytes = 0;
    for (var i = 0; i < text.length; i++) {
      var code = text.charCodeAt(i), letter = text.charAt(i);
      if (/[\\ud800-\\udbff][\\udc00-\\udfff]/.test(text.substr(i, 2))) {
        letter = text.substr(i++, 2);
        bytes += 4;
      } else if (code >= 0xd800 && code < 0xe000) {
        letter = "?";
        bytes += 1;
      } else {
        bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
      }
      if (bytes > %d) break;
      kept += letter;
    }
    return kept;
  }"""
_ENTRIES = """
  function words(text) {
    return text.split(/[%s]+/).filter(function (word) { return word; });
  }
  function entries(name) {
    var found = [], text = fold(cut(name));
    [words(text), words(text.replace(/[%s]/g, ""))].forEach(function (words) {
      var count = Math.min(words.length, %d);
      for (var head = 0; head < count; head++) {
        for (var tail = head + 1; tail <= count; tail++) {
          var entry = [words[head]].concat(
            words.slice(tail), words.slice(0, head), words.slice(head + 1, tail)
          ).join(" ");
          if (found.indexOf(entry) < 0) found.push(entry);
        }
      }
    });
    return found;
  }"""
# The username behind the e-mail sorts the accounts that share an address.
_EMIT_ENTRIES = """
  var username = at(%s), email = at(%s), name = at(%s);
  var folded = typeof username === "string" ? fold(username) : "";
  if (typeof username === "string") emit(["%s", folded], null);
  if (typeof email === "string") emit(["%s", fold(email), folded], null);
  if (typeof name === "string") entries(name).forEach(function (entry) {
    emit(["%s", entry], null);
  });"""
# JavaScript changes the digits of a large number. Such a record is read by its id instead.
_EMIT_ROW = """
  function exact(value) {
    if (typeof value === "number") return Math.abs(value) < 9007199254740992;
    if (!value || typeof value !== "object") return true;
    return Object.keys(value).every(function (key) { return exact(value[key]); });
  }
  var row = {};
  %s.forEach(function (path) {
    var value = at(path.split("."));
    if (value !== undefined) row[path] = value;
  });
  emit(doc._id, exact(row) ? row : null);"""


def entries_map_of(layout: RecordLayout) -> str:
    """Return the function that lists the folded usernames, e-mails and entries of names.

    Its keys are ``["username", text]``, ``["email", text, username]`` and ``["name", text]``.
    """
    paths = (_path(layout.path_of(name)) for name in ("username", "email", "full_name"))
    return _function(
        layout,
        _FOLD % "".join(map(_replacement, LETTERS)),
        _CUT % LONGEST_NAME,
        _ENTRIES % (_escaped(JOINERS + SEPARATORS), _escaped(JOINERS), MOST_WORDS),
        _EMIT_ENTRIES % (*paths, USERNAME, EMAIL, NAME),
    )


def rows_map_of(layout: RecordLayout) -> str:
    """Return the function that lists the described fields alone, by id.

    Its values have the paths of the fields as keys. A value is null if it would not be exact.
    """
    return _function(layout, _EMIT_ROW % json.dumps(paths_of(User, layout)))


def _function(layout: RecordLayout, *parts: str) -> str:
    return "\n".join(["function (doc) {" + _AT + _type_condition(layout), *parts, "}"])


def _type_condition(layout: RecordLayout) -> str:
    if not layout.type:
        return ""
    return f"\n  if (at({_path(layout.type_field)}) !== {json.dumps(layout.type)}) return;"


def _path(path: str) -> str:
    return json.dumps(path.split("."))


def _replacement(plain: str) -> str:
    return f"\n      .replace(/[{_escaped(LETTERS[plain])}]/g, {json.dumps(plain)})"


def _escaped(letters: str) -> str:
    """Return the inside of a class of a regular expression, with its ranges."""
    return "".join(
        f"\\u{ord(first):04x}" + (f"-\\u{ord(last):04x}" if last else "")
        for first, last in re.findall("(.)(?:-(.))?", letters, re.DOTALL)
    )
