"""Writes the findings for a person at a terminal."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from contract_kit.report.check_results import CallFields, FieldReader
from contract_kit.report.links import plain

LEGEND = (
    "A page is named where it is another page without the field; with a star where it "
    "shows its value. A field is free to change where no contract misses it."
)
_WIDTH, _INDENT = 100, "    "


def report(calls: Iterable[CallFields]) -> str:
    """Write provider after provider, call after call, field after field."""
    return "\n".join(_lines(calls))


def total(calls: Sequence[CallFields]) -> str:
    """Count what is read and what is free, in a sentence."""
    read, free = (
        sum(len(one.read) for one in calls),
        sum(len(one.free) for one in calls),
    )
    providers = len({one.provider for one in calls})
    return (
        f"{read + free} fields in {len(calls)} answers of {providers} providers: "
        f"{read} somebody needs, {free} are free to change."
    )


def narrowed(calls: Iterable[CallFields], words: Sequence[str]) -> list[CallFields]:
    """Keep what all words match: a provider, a call, a field, a consumer, a page."""
    found = []
    for one in calls:
        whole = f"{one.provider} {one.call} {one.status}"
        read = {
            name: readers
            for name, readers in one.read.items()
            if _matches(f"{whole} {name} {_named(readers)}", words)
        }
        free = tuple(name for name in one.free if _matches(f"{whole} {name}", words))
        if read or free:
            found.append(replace(one, read=read, free=free))
    return found


def _matches(text: str, words: Sequence[str]) -> bool:
    return all(word.lower() in text.lower() for word in words)


def _lines(calls: Iterable[CallFields]) -> Iterator[str]:
    provider = ""
    for one in calls:
        if one.provider != provider:
            provider = one.provider
            yield f"\n{provider}\n{'=' * len(provider)}"
        yield f"\n{plain(one.call)}  {one.status}"
        width = max((len(name) for name in one.read), default=0)
        for name, readers in one.read.items():
            yield f"{_INDENT}{name:{width}}  {_named(readers)}"
        if one.free:
            yield textwrap.fill(
                f"free to change: {', '.join(one.free)}",
                _WIDTH,
                initial_indent=_INDENT,
                subsequent_indent=_INDENT,
                break_on_hyphens=False,
            )


def _named(readers: Iterable[FieldReader]) -> str:
    return " · ".join(_with_pages(reader) for reader in readers)


def _with_pages(reader: FieldReader) -> str:
    pages = [f"{page}{'*' if page in reader.shown else ''}" for page in reader.needed]
    return f"{reader.consumer} → {', '.join(pages)}" if pages else reader.consumer
