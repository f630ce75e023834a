"""False responses in a service's place: nothing of them may reach a shopper."""

import json

# Stands in each of them, so that a page which repeats one gives itself away.
MARK = "from-a-fake-response"


def _answer(status: str, kind: str, body: str) -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return f"{head}{body}".encode()


_TRACE = f"<h1>{MARK}</h1><pre>Traceback (most recent call last): sqlalchemy</pre>"
_SHAPE = {"message": MARK, "result": [MARK], "results": {MARK: None}, "total": MARK}

BROKEN = _answer("500 Internal Server Error", "text/html", _TRACE)
NONSENSE = {
    "HTML": _answer("200 OK", "text/html", f"<h1>{MARK}: we will be back</h1>"),
    "cut JSON": _answer("200 OK", "application/json", json.dumps(_SHAPE)[:-20]),
    "wrong shape": _answer("200 OK", "application/json", json.dumps(_SHAPE)),
    "nothing": _answer("200 OK", "application/json", ""),
}
