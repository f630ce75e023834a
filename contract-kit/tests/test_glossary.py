"""Public names use the words of the glossary, and none that it has replaced."""

import re
from pathlib import Path

import pytest

from .public_names import all_names, leading_names, words_of

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
ROW = re.compile(r"^\| ([^|]+?) \|(.*)$", re.MULTILINE)
# What everybody knows who writes programs in English. A word of our own does not belong
# here: it is explained in the glossary, or replaced by one of the field.
PLAIN = """
    add all allowed already and answer any api app application argument array as asgi
    assertion attributes audited base baseline bodies body bridge broken builder by
    bytes ca cache call canvas certificates change changes check checks choice chosen
    class code commands commit committed comparison complaint confidential contains
    content contents context counting counts covered create data dataclass dates
    decision declaration declare declared descriptions did difference digest distance
    document documented draw drawing duplicate each element endpoint entry error exactly
    example executed exemption existing exit expressions failed failure fewer figure
    file files find finding findings first flow folder format found from git has header
    headers history host http incomplete inconsistencies inconsistency index init
    interruption isolated json junit kind kit label language layout line lines links
    literals loaded loader local log longer lookup mark measurement measures media
    messages missing misspelt models names no not nothing of older omitted on open
    openapi operation options or other page pair parameters parsing part passed path
    picture places plugin positions preflight problem program project proxy published
    pytest python quality queries question read reader received record recorded recorder
    recording recordings regeneration registered regular relied replaced repository
    request response responses result results rewriting route routed routes row run runs
    runtime sample schema schemas secrets serve server settings setup some source stale
    stash static status strict summary swap syntax table tags template temporary terms
    text timeouts times to toml type types unanswerable unasserted unavailable uncovered
    undecided under unknown unreadable unsafe url usage use validation value values view
    volatile work write writer wsgi xml
"""
# What the words of Pact have replaced.
RETIRED = """
    agreement arrow breach door forbidden front hear heard hears idle judge judged
    ledger misuse overheard promise promised promises shape shapes strength surplus tell
    tells told unpromised verdict wire wired witness
"""


def glossary():
    """Return the first cell of each row, and what stands in the others."""
    rows = ROW.findall(GLOSSARY.read_text("utf-8"))
    return {term: rest for term, rest in rows if set(term) != {"-", " "}}


def explained():
    return {word for term in glossary() for word in re.findall("[a-z]+", term.lower())}


def is_known(word, known):
    return bool({word, word.removesuffix("s"), word.removesuffix("es")} & known)


def test_public_names_use_words_that_are_explained():
    known = explained() | set(PLAIN.split())

    strange = {
        f"{word} in {name}"
        for name in leading_names()
        for word in words_of(name)
        if not is_known(word, known)
    }

    assert strange == set(), "Explain them in docs/glossary.md, or take another word."


def test_replaced_words_are_in_no_public_name():
    names = {name for name in all_names() if set(words_of(name)) & set(RETIRED.split())}

    assert names == set()


def test_every_plain_word_is_needed():
    used = {word for name in leading_names() for word in words_of(name)}

    assert set(PLAIN.split()) <= used - explained()


def test_no_replaced_word_is_explained():
    assert explained() & set(RETIRED.split()) == set()


@pytest.mark.parametrize(
    "term", ["interaction", "integration", "provider state", "stub", "pending"]
)
def test_word_of_pact_stands_beside_its_definition(term):
    assert "https://docs.pact.io/" in glossary()[term]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("MutationScore", ["mutation", "score"]),
        ("read_pacts", ["read", "pacts"]),
        ("STATE_PATH", ["state", "path"]),
        ("NotJson", ["not", "json"]),
    ],
)
def test_name_is_taken_apart(name, words):
    assert words_of(name) == words
