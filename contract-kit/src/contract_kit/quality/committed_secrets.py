"""Recognises what must not stand in a committed file, even as an example."""

import base64
import binascii
import json
import math
import re
from collections import Counter
from collections.abc import Collection, Iterator

_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_SIGNED_TOKEN = re.compile(r"\b(eyJ[\w-]+)\.[\w-]+\.([\w-]+)")
# Keys that their issuers mark, so that they are found where they must not be.
_MARKED = re.compile(
    r"\b(?:gh[opsru]_[A-Za-z0-9]{36}|glpat-[\w-]{20}|npm_[A-Za-z0-9]{36}"
    r"|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{35}|xox[abprs]-[\w-]{10,}"
    r"|[rs]k_live_[A-Za-z0-9]{24,})"
)
_HEX = re.compile(r"\b[0-9a-f]{32,}\b|\b[0-9A-F]{32,}\b")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{32,}={0,2}")
# Bytes of a signature by HMAC, Ed25519, ECDSA and RSA of the usual sizes.
_SIGNATURE_SIZES = frozenset({32, 48, 64, 96, 128, 132, 256, 384, 512})
_RANDOM_BITS = 3.0, 4.2


def secrets_in(text: str, spared: Collection[str] = ()) -> Iterator[str]:
    """Name what looks like a secret in a text, unless it is one of the spared ones."""
    for known in spared:
        text = text.replace(known, "")
    if _PRIVATE_KEY.search(text):
        yield "a private key"
    for key in _MARKED.findall(text):
        yield f"a key of a service ({key[:6]}…)"
        text = text.replace(key, "")
    for token in _SIGNED_TOKEN.finditer(text):
        if _is_signed(token[1], token[2]):
            yield f"a signed token ({token[0][:12]}…)"
        text = text.replace(token[0], "")
    least_hex, least_base64 = _RANDOM_BITS
    for word in _HEX.findall(text):
        if _bits(word) > least_hex:
            yield f"a long random number ({word[:8]}…)"
        text = text.replace(word, "")
    for word in _BASE64.findall(text):
        if _mixes_kinds(word) and _bits(word) > least_base64 and not _is_readable(word):
            yield f"a long random text ({word[:8]}…)"


def _is_signed(header: str, signature: str) -> bool:
    try:
        claims = json.loads(_decoded(header))
        return "alg" in claims and len(_decoded(signature)) in _SIGNATURE_SIZES
    except ValueError:
        return False


def _mixes_kinds(word: str) -> bool:
    kinds = (str.islower, str.isupper, str.isdigit)
    return all(any(is_kind(letter) for letter in word) for is_kind in kinds)


def _is_readable(word: str) -> bool:
    try:
        return _decoded(word).decode("ascii").isprintable()
    except ValueError:
        return False


def _decoded(word: str) -> bytes:
    plain = word.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError(word) from error


def _bits(word: str) -> float:
    """Return the information in a letter of a word (Shannon): more is more random."""
    shares = [count / len(word) for count in Counter(word).values()]
    return -sum(share * math.log2(share) for share in shares)
