"""Compares two schemas place by place, and names each difference in a few words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from contract_kit.openapi_changes.json_places import EACH, Steps, as_words
from contract_kit.openapi_changes.sample_values import gained_values, lost_values
from contract_kit.openapi_changes.schema_parts import KINDS, SchemaPart

# What is declared about values themselves: where any of it differs, so do the values.
_ABOUT_VALUES = (
    "type",
    "enum",
    "const",
    "pattern",
    "format",
    "multipleOf",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
)
_References = tuple[tuple[str, ...], tuple[str, ...]]
# Samples of each kind and each word are tried, so these need no second look.
_SHOWN_BY_SAMPLES = ("type", "enum", "const")


class Kind(StrEnum):
    """What has become of a place."""

    REMOVED = "removed"
    ADDED = "added"
    OPTIONAL = "optional"
    REQUIRED = "required"
    VALUES = "values"


@dataclass(frozen=True)
class SchemaChange:
    """A place of a schema at which the new one differs."""

    kind: Kind
    steps: Steps
    sentence: str
    old: SchemaPart
    new: SchemaPart
    gained: tuple[Any, ...] = ()

    @property
    def lost(self) -> tuple[Any, ...]:
        """Values that were valid and are not any more."""
        return tuple(lost_values(self.old, self.new))

    def invalidates(self, value: Any) -> bool:
        """Return whether a value was valid here and is not any more."""
        return self.old.accepts(value) and not self.new.accepts(value)


def schema_changes(
    old: SchemaPart,
    new: SchemaPart,
    steps: Steps = (),
    seen: tuple[_References, ...] = (),
) -> Iterator[SchemaChange]:
    """List what differs between two schemas, at this place and inside."""
    both = old.references(), new.references()
    if seen.count(both) > 1:
        # A schema that refers to itself has been compared, and once inside itself.
        return
    if any(both):
        seen = (*seen, both)
    yield from _value_changes(old, new, steps)
    yield from _member_changes(old, new, steps, seen)
    for one, other in (
        (old.entries(), new.entries()),
        (old.other_members(), new.other_members()),
    ):
        if one is not None and other is not None:
            yield from schema_changes(one, other, (*steps, EACH), seen)


def _value_changes(
    old: SchemaPart, new: SchemaPart, steps: Steps
) -> Iterator[SchemaChange]:
    if _about_values(old) == _about_values(new):
        return
    gained, lost = gained_values(old, new), lost_values(old, new)
    if not (gained or lost or _rules(old) != _rules(new)):
        # Written in another way.
        return
    sentence = f"{as_words(steps)}: {_difference(old, new, gained, lost)}"
    yield SchemaChange(Kind.VALUES, steps, sentence, old, new, tuple(gained))


def _about_values(part: SchemaPart) -> list[tuple[str, str]]:
    changed = {
        (keyword, repr(value))
        for keyword, value in part.limits()
        if keyword in _ABOUT_VALUES
    }
    return sorted(changed)


def _rules(part: SchemaPart) -> list[tuple[str, str]]:
    """Return what no sample may show: patterns and the like."""
    return [one for one in _about_values(part) if one[0] not in _SHOWN_BY_SAMPLES]


def _difference(
    old: SchemaPart, new: SchemaPart, gained: Collection[Any], lost: Collection[Any]
) -> str:
    if old.kinds != new.kinds:
        return f"{_kinds(old)} → {_kinds(new)}"
    words_before, words_now = _words(old), _words(new)
    if words_before and words_now and words_before != words_now:
        return ", ".join(
            [f"no longer {word!r}" for word in words_before if word not in words_now]
            + [f"{word!r} as well" for word in words_now if word not in words_before]
        )
    if words_now and not words_before:
        return f"{', '.join(map(repr, words_now))} alone"
    if words_before and not words_now:
        return "any words"
    if gained and lost:
        return "other values"
    if gained:
        return "more values"
    return "fewer values" if lost else "other rules for values"


def _kinds(part: SchemaPart) -> str:
    kinds = part.kinds
    if kinds >= set(KINDS):
        return "anything"
    shown = [kind for kind in KINDS if kind in kinds]
    if "number" in shown and "integer" in shown:
        shown.remove("integer")
    return " or ".join(shown) or "nothing"


def _words(part: SchemaPart) -> list[Any]:
    found = [
        word
        for keyword, value in part.limits()
        if keyword in ("enum", "const")
        for word in (value if keyword == "enum" else [value])
    ]
    return list({repr(word): word for word in found}.values())


def _member_changes(
    old: SchemaPart,
    new: SchemaPart,
    steps: Steps,
    seen: tuple[_References, ...],
) -> Iterator[SchemaChange]:
    before, now = old.member_names, new.member_names
    for name in before:
        place = (*steps, name)
        if name not in now:
            words = f"removes `{as_words(place)}`"
            yield SchemaChange(Kind.REMOVED, place, words, old.member(name), new)
            continue
        if name in old.required - new.required:
            words = f"{as_words(place)}: may be missing"
            yield SchemaChange(Kind.OPTIONAL, place, words, old, new)
        if name in new.required - old.required:
            words = f"{as_words(place)}: becomes required"
            yield SchemaChange(Kind.REQUIRED, place, words, old, new)
        yield from schema_changes(old.member(name), new.member(name), place, seen)
    for name in now:
        if name not in before:
            place = (*steps, name)
            is_required = name in new.required
            words = f"adds `{as_words(place)}`" + ", required" * is_required
            kind = Kind.REQUIRED if is_required else Kind.ADDED
            yield SchemaChange(kind, place, words, old, new.member(name))
