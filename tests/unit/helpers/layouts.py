"""Any record layout and any document, and which texts of a document a layout describes."""

from collections.abc import Iterator, Mapping
from itertools import count

from hypothesis import strategies as st

from profile_browser.domain.document import DOCUMENT_ID, USERNAME_PLACE
from profile_browser.domain.fields import FIELDS, Field, FieldKind
from profile_browser.domain.record import MOST_MORE, RecordLayout
from profile_browser.domain.user import User, paths_of

Document = dict[str, object]

# Few, so that paths overlap and often lead to something.
_PARTS = ["a", "b", "contact", "phone", "username", "email", "disabled", "имя", "🙂", "0", "a b"]
SECRET_KEY = "<password>"
_KEYS = [*_PARTS, SECRET_KEY, ""]
_KEYS_WITH_DOTS = ["a.b", "contact.phone", "username."]  # no path leads to these
_TEXT = st.text(st.characters(exclude_categories=(), exclude_characters="<"), max_size=5)
_PATHS = st.lists(st.sampled_from(_PARTS), min_size=1, max_size=3).map(".".join)
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**11, -(2**63), 2**64, 10**400])
    | st.floats()
    | _TEXT
    | st.sampled_from(["2026-02-28", "2026-02-30T12:00:00Z", "2026-02-28T12:00:00+14:00"])
)


def _json(keys: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    return st.recursive(
        _SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
        max_leaves=8,
    )


@st.composite
def layouts(draw: st.DrawFn) -> RecordLayout:
    """Draw a layout whose paths may repeat and contain each other."""
    around = st.just("") | st.text(st.characters(codec="utf-8"), max_size=20)
    names = draw(st.lists(_PATHS, max_size=MOST_MORE))
    kinds = st.sampled_from(FieldKind)
    return RecordLayout(
        id=draw(st.just(DOCUMENT_ID) | st.tuples(around, around).map(USERNAME_PLACE.join)),
        type=draw(st.sampled_from(["userprofile", "", "user"])),
        type_field=draw(st.just("type") | _PATHS),
        built_in=tuple(_placed(draw, field) for field in FIELDS),
        more=tuple(
            Field(f"Label {number}", draw(kinds), path=path) for number, path in enumerate(names)
        ),
    )


def _placed(draw: st.DrawFn, field: Field) -> Field:
    is_negated = field.kind is FieldKind.ACCOUNT and draw(st.booleans())
    return field._replace(path=draw(st.just(field.path) | _PATHS), is_negated=is_negated)


@st.composite
def documents(draw: st.DrawFn, layout: RecordLayout, *, with_dots: bool = True) -> list[Document]:
    """Draw documents whose texts all differ. Most documents are valid records."""
    keys = st.sampled_from(_KEYS + _KEYS_WITH_DOTS * with_dots)
    drawn = [draw(_document(layout, keys)) for _ in range(draw(st.integers(0, 3)))]
    marks = count()
    return [{key: _marked(value, marks) for key, value in each.items()} for each in drawn]


@st.composite
def _document(draw: st.DrawFn, layout: RecordLayout, keys: st.SearchStrategy[str]) -> Document:
    document = draw(st.dictionaries(keys, _json(keys), max_size=6))
    for field in layout.more:
        if draw(st.booleans()):
            _put(document, field.path.split("."), draw(_SCALARS | st.lists(_TEXT, max_size=2)))
    valid = {"username": draw(_TEXT), "email": draw(_TEXT), "disabled": draw(st.booleans())}
    for field in layout.built_in:
        if field.name in valid and draw(st.integers(0, 5)):
            _put(document, field.path.split("."), valid[field.name])
    return document


def _put(document: Document, parts: list[str], value: object) -> None:
    for part in parts[:-1]:
        inner = document.setdefault(part, {})
        if not isinstance(inner, dict):
            return
        document = inner
    document[parts[-1]] = value


def _marked(value: object, marks: Iterator[int]) -> object:
    """Return a value with a mark in each text, by which it can be told from any other."""
    match value:
        case str():
            return f"{value}<{next(marks)}>"
        case list():
            return [_marked(item, marks) for item in value]
        case dict():
            return {key: _marked(item, marks) for key, item in value.items()}
    return value


def projected(document: Mapping[str, object], layout: RecordLayout) -> Document:
    """Return what a cluster returns for the paths of a layout."""
    found = ((path, list(_at(document, path.split(".")))) for path in paths_of(User, layout))
    return {path: values[0] for path, values in found if values}


def _at(value: object, parts: list[str]) -> Iterator[object]:
    if not parts:
        yield value
    elif isinstance(value, dict) and parts[0] in value:
        yield from _at(value[parts[0]], parts[1:])


def undescribed(document: Mapping[str, object], layout: RecordLayout) -> set[str]:
    """Return the marks of the texts that no field of the layout leads to, and of a secret key.

    A list of texts is a value; what is inside an object has paths of its own.
    """
    values = projected(document, layout).values()
    described = {mark for value in values if _is_plain(value) for mark in _marks_in(value)}
    return {SECRET_KEY, *_marks_in(document)} - described


def _is_plain(value: object) -> bool:
    items = value if isinstance(value, list) else [value]
    return not any(isinstance(item, list | dict) for item in items)


def _marks_in(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value[value.rindex("<") :]
        case list():
            for item in value:
                yield from _marks_in(item)
        case dict():
            yield from _marks_in(list(value.values()))
