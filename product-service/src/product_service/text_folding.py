"""How the shop compares and spells words, so that search, order and addresses agree."""

import re
import unicodedata

LONGEST_SLUG = 80
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_APOSTROPHES = re.compile("['`´ʼ‘’]")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+", re.ASCII)
# Addresses have no apostrophe; these words had one before they became part of one.
_POSSESSIVES = {"mens": "men’s", "womens": "women’s", "childrens": "children’s"}


def fold(text: str) -> str:
    """Strip a text of case, accents, apostrophes and compatibility forms (NFKC)."""
    apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", plain.casefold())


def slug_of(text: str) -> str:
    """Spell a text as part of an address; empty where it has no letter that can be."""
    spelled = _BETWEEN_WORDS.sub("-", fold(text)).strip("-")
    return spelled[:LONGEST_SLUG].rstrip("-")


def readable(text: str) -> str:
    """Spell a category for people: `mens-shoes` is "Men’s shoes" on a page."""
    words = text.replace("_", "-").split("-") if SLUG.fullmatch(text) else [text]
    sentence = " ".join(_POSSESSIVES.get(word, word) for word in words)
    return sentence[:1].upper() + sentence[1:]
