"""Configuration comes from the environment alone, once, typed, and fails in one go.

A secret may be given as a file instead: `NAME_FILE=/run/secrets/name`.
"""

import itertools
import os
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit, urlunsplit

from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from service_kit.money import Money

# Secrets that public tutorials of shops and Flask print; a guess tries them first.
_PUBLISHED = {
    "dev",
    "secret",
    "changeme",
    "change-me",
    "fallback-secret-key",
    "your-secret-key",
    "supersecretkey",
    "mysecret",
    "password",
}
_SHORTEST_SECRET = 32
_SHORTEST_PACKED, _LONGEST_LOOK = 26, 128
# Who makes a secret with a flat hand strikes neighbours of these rows and columns.
_ROWS = (
    *("1234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl"),
    *("qsdfghjklm", "zxcvbnm", "yxcvbnm", "wxcvbn", "1qaz", "1qay", "2wsx", "3edc"),
    *("4rfv", "5tgb", "6yhn", "6zhn", "7ujm", "8ik,"),
)
_NEIGHBOURS = frozenset(
    pair
    for row in _ROWS
    for side in (row, row[::-1])
    for pair in itertools.pairwise(side)
)
# ISO 4217 currencies whose minor unit is not a hundredth, among those in wide use.
_NOT_IN_HUNDREDTHS = frozenset(
    {"BHD", "CLP", "ISK", "JPY", "KRW", "KWD", "OMR", "PYG", "TND", "UGX", "VND", "XAF"}
)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


# gunicorn gives up on a worker that ends with this status; any other it starts again.
_CANNOT_LOAD = 4


class Misconfigured(SystemExit):
    """The environment lacks something; the sentence names all of it at once."""

    def __init__(self, sentence: str) -> None:
        """Take the sentence and print it, for whoever started the program."""
        super().__init__(_CANNOT_LOAD)
        self.sentence = sentence
        sys.stderr.write(f"{sentence}\n")

    def __str__(self) -> str:
        return self.sentence


def _strong(secret: SecretStr) -> SecretStr:
    text = secret.get_secret_value()
    if text.strip().lower() in _PUBLISHED or len(set(text)) < 8:
        raise ValueError("is a well-known or guessable secret; make a random one")
    if len(text) < _SHORTEST_SECRET:
        raise ValueError(f"is shorter than {_SHORTEST_SECRET} characters")
    if _is_repetition(text) or _is_sequence(text):
        raise ValueError("is a short text again and again, or signs in a row")
    return secret


def _is_repetition(text: str) -> bool:
    # What repeats itself is packed tightly; random signs hardly become shorter. Only
    # the beginning is looked at: a long repetition has a long description, too.
    begin = text[:_LONGEST_LOOK].lower().encode()
    return len(zlib.compress(begin, 9, wbits=-15)) < _SHORTEST_PACKED


def _is_sequence(text: str) -> bool:
    steps = [
        abs(ord(pair[0]) - ord(pair[1])) <= 1 or pair in _NEIGHBOURS
        for pair in itertools.pairwise(text.lower())
    ]
    return sum(steps) * 3 >= len(steps) * 2


def _in_hundredths(currency: str) -> str:
    if len(currency) != 3 or not currency.isalpha() or not currency.isupper():
        raise ValueError("is not an ISO 4217 currency code, such as EUR")
    if currency in _NOT_IN_HUNDREDTHS:
        raise ValueError("must be a currency of hundredths")
    return Money.zero(currency).currency


def _as_browsers_write_it(url: str) -> str:
    """Write an address in the one spelling that programs may compare.

    Case means nothing in a scheme and a host, nor does a port that goes without saying
    (RFC 3986 section 6.2), and a browser leaves both out of an Origin.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError("is no address such as https://shop.example")
    host = parts.netloc.lower().removesuffix(_DEFAULT_PORTS[parts.scheme])
    return urlunsplit(parts._replace(netloc=host)).rstrip("/")


StrongSecret = Annotated[SecretStr, AfterValidator(_strong)]
Currency = Annotated[str, AfterValidator(_in_hundredths)]
# Where browsers find an application.
PublicUrl = Annotated[str, AfterValidator(_as_browsers_write_it)]
# How long another application may take to answer, in seconds.
ReadTimeout = Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)]


class Settings(BaseSettings):
    """The settings of every application; each adds its own in its `config.py`."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True
    )

    environment: Literal["development", "test", "production"] = "production"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    # Where tests arm failpoints; see `service_kit.failpoints`.
    failpoints: Path | None = None

    @field_validator("failpoints")
    @classmethod
    def _is_for_tests_alone(
        cls, folder: Path | None, info: ValidationInfo
    ) -> Path | None:
        if folder is not None and info.data.get("environment") != "test":
            raise ValueError("must not be set outside the environment test")
        return folder


S = TypeVar("S", bound=Settings)


def load(kind: type[S], service: str, environment: Mapping[str, str] = os.environ) -> S:
    """Read the settings of a service; raise `Misconfigured` with all that is wrong."""
    given = {name.lower(): value for name, value in environment.items() if value}
    wanted = {name: given[name] for name in kind.model_fields if name in given}
    try:
        return kind.model_validate(wanted | _from_files(kind, given))
    except OSError as error:
        raise Misconfigured(f"{service}: cannot read {error.filename}.") from None
    except ValidationError as error:
        raise Misconfigured(f"{service}: {_sentences(error)}") from None


def _from_files(kind: type[Settings], given: Mapping[str, str]) -> dict[str, str]:
    return {
        name: Path(given[f"{name}_file"]).read_text().strip()
        for name in kind.model_fields
        if f"{name}_file" in given and name not in given
    }


def _sentences(error: ValidationError) -> str:
    return " ".join(
        f"{str(fault['loc'][0]).upper()} {_reason(fault['type'], fault['msg'])}."
        for fault in error.errors()
    )


def _reason(kind: str, message: str) -> str:
    if kind == "missing":
        return "is not set"
    text = message.removeprefix("Value error, ")
    return text if text.startswith(("is ", "must ")) else f"is wrong: {text}"
