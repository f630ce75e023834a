"""Every form of the shop against bodies that are no forms, or not whole."""

from io import BytesIO

import pytest
from flask import Flask
from gunicorn.http.errors import (
    ChunkMissingTerminator,
    InvalidChunkExtension,
    InvalidChunkSize,
    InvalidHeader,
    LimitRequestHeaders,
    NoMoreData,
)

from .fakes import FakeOrders, FakeUsers
from .page_browser import SAME_ORIGIN, Visitor

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=furrow"
FILE = (
    b'--furrow\r\nContent-Disposition: form-data; name="theme"; filename="a"\r\n\r\n'
    b"dark\r\n--furrow--\r\n"
)
FIELDS = (
    b"theme=dark&product_id=1&quantity=1&username=ada&email=ada%40example.org"
    b"&password=correct+horse&current_password=correct+horse&bio=x"
)
BODIES = {
    "an object": ("application/json", b'{"theme": "dark", "username": "ada"}'),
    "a list": ("application/json", b"[1]"),
    "a number": ("application/json", b"1e9999999999999999999"),
    "no JSON": ("application/json", b"{"),
    "JSON by another name": ("application/problem+json", b"[]"),
    "a file": (PARTS, FILE),
    "half a part": (PARTS, FILE[:60]),
    "a part without a name": (
        PARTS,
        FILE.replace(b'; name="theme"; filename="a"', b""),
    ),
    "parts without a boundary": ("multipart/form-data", FILE),
    "parts that are none": (PARTS, FIELDS),
    "another character set": (
        f"{FORM}; charset=utf-16",
        FIELDS.decode().encode("utf-16"),
    ),
    "letters of 1991": (FORM, b"username=J\xfcrg&" + FIELDS),
    "text": ("text/plain", FIELDS),
    "no kind at all": ("", FIELDS),
}
BROKEN = [
    ChunkMissingTerminator(b"XX"),
    InvalidChunkExtension("odd"),
    InvalidChunkSize(b"six"),
    InvalidHeader("odd trailer"),
    LimitRequestHeaders("too many"),
    NoMoreData(b""),
    ConnectionResetError(),
    RuntimeError("what another server raises"),
]


class BrokenLine:
    """A body that ends in an exception of the server."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def read(self, _size: int = -1) -> bytes:
        raise self._error


def form_addresses(app: Flask) -> list[str]:
    examples = {"product_id": 1, "number": "7K3M-0001", "sign_in_id": "sid-1"}
    with app.test_request_context():
        return [
            app.url_for(
                rule.endpoint, **{name: examples[name] for name in rule.arguments}
            )
            for rule in app.url_map.iter_rules()
            if "POST" in (rule.methods or ())
        ]


def send_everywhere(app: Flask, person: Visitor, **request: object) -> dict[str, int]:
    """Send one request to every form; return the status of each."""
    return {
        address: person.client.post(address, headers=SAME_ORIGIN, **request).status_code
        for address in form_addresses(app)
    }


@pytest.mark.parametrize(("kind", "body"), BODIES.values(), ids=BODIES)
def test_what_is_no_form_is_refused_by_every_form(
    app: Flask, visitor: Visitor, users: FakeUsers, kind: str, body: bytes
) -> None:
    before = list(users.calls)

    answers = send_everywhere(app, visitor, data=body, content_type=kind)

    assert len(answers) >= 13
    assert set(answers.values()) <= {400, 415}
    assert users.calls == before


@pytest.mark.parametrize(("kind", "body"), BODIES.values(), ids=BODIES)
def test_shopper_who_is_signed_in_is_refused_it_too(
    app: Flask, ada: Visitor, orders: FakeOrders, kind: str, body: bytes
) -> None:
    before = list(orders.calls)

    answers = send_everywhere(app, ada, data=body, content_type=kind)

    assert set(answers.values()) <= {400, 415}
    assert orders.calls == before


@pytest.mark.parametrize("error", BROKEN, ids=lambda error: type(error).__name__)
def test_whatever_a_server_raises_while_reading_is_a_400(
    app: Flask, visitor: Visitor, error: Exception
) -> None:
    chunked = {
        "HTTP_TRANSFER_ENCODING": "chunked",
        "wsgi.input_terminated": True,
        "wsgi.input": BrokenLine(error),
    }

    answers = send_everywhere(
        app, visitor, content_type=FORM, environ_overrides=chunked
    )

    assert set(answers.values()) == {400}


def test_body_that_breaks_off_is_not_executed(app: Flask, visitor: Visitor) -> None:
    whole = b"product_id=1&quantity=12"

    answer = visitor.client.post(
        "/basket/add",
        data=whole[:-1],
        environ_overrides={"CONTENT_LENGTH": str(len(whole))},
        content_type=FORM,
        headers=SAME_ORIGIN,
    )

    assert answer.status_code == 400
    assert "Send it again" in answer.text
    assert "Your basket is as empty" in visitor.open("/basket").text


def test_theme_that_is_not_offered_is_refused(visitor: Visitor) -> None:
    answer = visitor.client.post("/theme", data={"theme": "mauve"}, headers=SAME_ORIGIN)

    assert answer.status_code == 422
    assert "Set-Cookie" not in answer.headers


def test_files_may_not_come_beside_fields(visitor: Visitor) -> None:
    form = {"theme": "dark", "picture": (BytesIO(b"x"), "x.png")}

    answer = visitor.client.post("/theme", data=form, headers=SAME_ORIGIN)

    assert answer.status_code == 415
