import unicodedata

import pytest
from flask.testing import FlaskClient
from pydantic import TypeAdapter

from service_kit.fields import Secret
from service_kit.invisible_characters import JOINERS, unprintable, without_invisible


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Sun\u00adflower", "Sunflower"),
        ("\ufeffSunflower\u200b", "Sunflower"),
        ("\u200e12 Rose Lane\u200f", "12 Rose Lane"),
        ("\u202aBasil\u202c", "Basil"),
        ("\u2066Basil\u2069", "Basil"),
        ("Basil\u200d", "Basil"),
        ("Ba\u200csil", "Basil"),
        ("\u200d \u200c", " "),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("क्\u200dष", "क्\u200dष"),
        ("\ufe0fBasil \ufe0e", "Basil "),
        ("Basil ❤\ufe0f 1\ufe0f\u20e3", "Basil ❤\ufe0f 1\ufe0f\u20e3"),
    ],
)
def test_what_means_nothing_is_taken_out(pasted: str, kept: str) -> None:
    assert without_invisible(pasted) == kept


def test_what_is_refused_is_called_by_name_and_place() -> None:
    assert unprintable("Ada\u202eevil") == (
        "U+202E (RIGHT-TO-LEFT OVERRIDE) at position 4"
    )
    assert unprintable("\x00") == "U+0000 (a control character) at position 1"
    assert unprintable("Ada, 👩\u200d🌾") is None


@pytest.mark.parametrize(
    "blank", ["\u3164", "\uffa0", "\u115f", "\u1160", "\u2800", "\u17b4", "\u034f"]
)
def test_letter_that_looks_like_nothing_is_refused_by_name(blank: str) -> None:
    named = f"U+{ord(blank):04X} ({unicodedata.name(blank)}) at position 4"

    assert unprintable(f"Ada{blank}") == named
    assert unprintable("Ада Añá 아다 αδα") is None


def test_password_may_hold_what_it_was_made_with() -> None:
    password = "\u3164 beans and \u2800 peas"

    assert TypeAdapter(Secret).validate_python(password) == password


def test_place_in_a_long_text_is_counted_in_its_line() -> None:
    text, breaks = "Sow in May.\nWater\u202e often.", JOINERS | {"\n"}

    assert unprintable(text, breaks) == (
        "U+202E (RIGHT-TO-LEFT OVERRIDE) at position 6 of line 2"
    )
    assert unprintable("Sow\nin May") == "U+000A (a control character) at position 4"


def test_error_of_the_field_names_the_sign_and_its_place(client: FlaskClient) -> None:
    answer = client.post("/teas", json={"name": "As\u202esam"})

    assert answer.json["errors"] == {
        "name": ["Leave out U+202E (RIGHT-TO-LEFT OVERRIDE) at position 3."]
    }


def test_field_takes_what_was_pasted(client: FlaskClient) -> None:
    answer = client.post("/teas", json={"name": "\ufeffAs\u00adsam\u200b"})

    assert answer.json["result"]["name"] == "Assam"
