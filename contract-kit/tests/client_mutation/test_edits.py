"""Each edit of the documented list is made where clients of any fashion go wrong."""

import ast

import pytest

from contract_kit.client_mutation.edit_kinds import EditKind
from contract_kit.client_mutation.sites import sites_in, spoil

HELPED = (
    "__import__('contract_kit.client_mutation.runtime_edits', fromlist=['{0}']).{0}"
)


def edits(body, kind):
    """Give what each edit of a kind makes of a function, by its detail."""
    source = f"class Tea:\n def ask(self, slug, token, etag, number: int):\n  {body}"
    spoiled = {
        site.detail: ast.unparse(spoil(source, site.number).tree)
        for site in sites_in(source)
        if site.kind is kind
    }
    start = "class Tea:\n\n    def ask(self, slug, token, etag, number: int):\n        "
    return {
        detail: readable(text.removeprefix(start)) for detail, text in spoiled.items()
    }


def readable(text):
    for name in ("doubled", "retyped", "escaped_twice", "retried"):
        text = text.replace(HELPED.format(name), name)
    return text


@pytest.mark.parametrize(
    ("body", "detail", "spoiled"),
    [
        (
            "requests.get(url, headers={'A': 1, 'B': 2})",
            "A",
            "requests.get(url, headers={'B': 2})",
        ),
        (
            "session.get('/teas', headers=self.known)",
            "headers",
            "session.get('/teas')",
        ),
        (
            "self.c.send('PUT', '/teas', token=token)",
            "token",
            "self.c.send('PUT', '/teas')",
        ),
        (
            "h = {}\n  h['Accept'] = 'x'\n  requests.get(url, headers=h)",
            "Accept",
            "h = {}\n        pass\n        requests.get(url, headers=h)",
        ),
    ],
)
def test_header_is_forgotten(body, detail, spoiled):
    assert edits(body, EditKind.HEADER_FORGOTTEN)[detail] == spoiled


def test_header_that_a_function_of_the_client_sends_is_forgotten():
    source = """
class Tea:
    def ask(self, etag):
        return self._get("/teas", etag)

    def _get(self, path, etag):
        return requests.get(path, headers=_headers(etag))

def _headers(etag):
    return {"If-None-Match": etag} if etag else {}
"""

    found = {
        (site.function, site.detail)
        for site in sites_in(source)
        if site.kind is EditKind.HEADER_FORGOTTEN
    }

    assert found == {("Tea.ask", "etag"), ("_headers", "If-None-Match")}


@pytest.mark.parametrize(
    ("body", "detail", "spoiled"),
    [
        (
            "requests.post(url)",
            "POST becomes PUT",
            "requests.put(url)",
        ),
        (
            "requests.get(f'{self.url}/teas')",
            "GET becomes POST",
            "requests.post(f'{self.url}/teas')",
        ),
        (
            "requests.request('DELETE', url)",
            "DELETE becomes POST",
            "requests.request('POST', url)",
        ),
        ("self.c.send('PATCH', url)", "PATCH becomes PUT", "self.c.send('PUT', url)"),
    ],
)
def test_method_is_another(body, detail, spoiled):
    assert edits(body, EditKind.METHOD_CHANGED)[detail] == spoiled


def test_parameter_is_dropped_or_doubled():
    body = "params = {'kind': slug}\n  requests.get(url, params=params)"

    (dropped,) = edits(body, EditKind.PARAMETER_DROPPED).values()
    (doubled,) = edits(body, EditKind.PARAMETER_DOUBLED).values()

    assert dropped.startswith("params = {}\n")
    assert doubled.startswith("params = {'kind': doubled(slug)}\n")


def test_parameter_of_an_entry_is_dropped():
    body = "q = {}\n  if slug:\n   q['kind'] = slug\n  self.s.get('/t', params=q)"

    (dropped,) = edits(body, EditKind.PARAMETER_DROPPED).values()

    assert "if slug:\n            pass\n" in dropped


def test_path_is_escaped_twice_but_for_numbers_and_addresses():
    body = "requests.get(f'{self.base_url}/teas/{slug}/{number}')"

    found = edits(body, EditKind.PATH_ESCAPED_TWICE)

    assert list(found) == ["slug"]
    assert "/teas/{escaped_twice(slug)}/{number}" in found["slug"]


def test_field_of_a_body_is_renamed_or_retyped_at_any_depth():
    body = "requests.post(url, json={'lines': [{'tea': slug}]})"

    renamed = edits(body, EditKind.FIELD_RENAMED)
    retyped = edits(body, EditKind.FIELD_RETYPED)

    assert "{'lines' + '_': [{'tea': slug}]}" in renamed["lines"]
    assert "{'lines': [{'tea' + '_': slug}]}" in renamed["tea"]
    assert "{'lines': retyped([{'tea': slug}])}" in retyped["lines"]
    assert "{'lines': [{'tea': retyped(slug)}]}" in retyped["tea"]


def test_field_of_a_form_has_no_type():
    body = "requests.post(url, data={'email': slug})"

    assert set(edits(body, EditKind.FIELD_RENAMED)) == {"email"}
    assert edits(body, EditKind.FIELD_RETYPED) == {}


@pytest.mark.parametrize(
    ("body", "detail", "spoiled"),
    [
        ("if r.status == 304: f()", "304", "if r.status == 305:"),
        ("if r.status == 304: f()", "304 is every 3xx", "if r.status // 100 == 3:"),
        ("if r.status >= 400: f()", "400", "if r.status >= 500:"),
        ("if r.status in (409, 422): f()", "422", "if r.status in (409, 423):"),
        (
            "if r.status == HTTPStatus.GONE: f()",
            "HTTPStatus.GONE",
            "if r.status == 0:",
        ),
        ("if r.state == 'paid': f()", "'paid'", "if r.state == 'paid_':"),
        (
            "try: f()\n  except Missing: return None",
            "except Missing",
            "try:\n            f()\n        except Missing:\n            raise",
        ),
        (
            "try: f()\n  except Missing: return None",
            "except Missing is every error",
            "try:\n            f()\n        except Exception:\n            return None",
        ),
    ],
)
def test_status_is_treated_as_another(body, detail, spoiled):
    assert edits(body, EditKind.STATUS_CONFUSED)[detail].startswith(spoiled)


def test_case_and_entry_of_a_table_are_left_out():
    source = """
WORDS = {"sold-out": SoldOut}
def f(x):
    match x:
        case State.PAID | State.SENT:
            return 1
        case State.OPEN:
            return 2
"""

    spoiled = {
        site.detail: ast.unparse(spoil(source, site.number).tree)
        for site in sites_in(source)
    }

    assert "WORDS = {}" in spoiled["sold-out"]
    assert "case State.SENT:" in spoiled["State.PAID"]
    assert "case State.OPEN if False:" in spoiled["State.OPEN"]


@pytest.mark.parametrize(
    ("body", "detail", "spoiled"),
    [
        ("if x: raise SoldOut", "raise SoldOut", "if x:\n            pass"),
        ("r.raise_for_status()", "r.raise_for_status()", "pass"),
        (
            "try: f()\n  except A: raise B",
            "except A",
            "try:\n            f()\n        except A:\n            return None",
        ),
        (
            "return requests.get(url).json()",
            "of ask",
            "try:\n            return requests.get(url).json()\n"
            "        except Exception:\n            return None",
        ),
    ],
)
def test_error_is_swallowed(body, detail, spoiled):
    assert edits(body, EditKind.ERROR_SWALLOWED)[detail] == spoiled


def test_field_is_read_from_another_place():
    body = (
        "a = r['name'], r['price'], r.get('kind')\n  return s['x'] if 'y' in s else 0"
    )

    found = edits(body, EditKind.FIELD_MISREAD)

    assert set(found) == {
        "name is read as price",
        "price is read as kind",
        "kind is read as name",
        "x is read as x_",
        "y is looked for as y_",
    }
    assert "r['price'], r['price'], r.get('kind')" in found["name is read as price"]


def test_write_is_sent_again():
    body = "return self.c.send('POST', '/orders')"
    call = body.removeprefix("return ")

    (twice,) = edits(body, EditKind.WRITE_REPEATED).values()
    (again,) = edits(body, EditKind.WRITE_RETRIED).values()

    assert twice == f"return ({call}, {call})[1]"
    assert again == f"return retried(lambda: {call})"


def test_read_may_be_sent_again():
    body = "requests.get('/orders')"

    assert edits(body, EditKind.WRITE_REPEATED) == {}


def test_awaited_write_is_sent_again():
    source = "async def f(c):\n    await c.post('/orders')"

    (twice,) = [
        ast.unparse(spoil(source, site.number).tree)
        for site in sites_in(source)
        if site.kind is EditKind.WRITE_REPEATED
    ]

    assert "(await c.post('/orders'), await c.post('/orders'))[1]" in twice


@pytest.mark.parametrize(
    "body",
    [
        "known.get('path')",
        "os.environ.get('HOME', slug)",
        "x: dict['str', 'int'] = {}",
        "log.info('asked %s', slug)",
        "return {'Accept': 1}['Accept'] if slug is True else None",
    ],
)
def test_what_sends_nothing_has_nothing_of_a_request(body):
    kinds = set(EditKind) - {EditKind.FIELD_MISREAD}

    assert [found for kind in kinds for found in edits(body, kind)] == []


def test_edits_of_one_name_in_a_function_are_numbered():
    body = (
        "self.c.send('PUT', '/a', token=token)\n  self.c.send('PUT', '/b', token=token)"
    )

    assert list(edits(body, EditKind.HEADER_FORGOTTEN)) == ["token", "token (2)"]


def test_every_kind_of_edit_says_which_test_would_notice():
    assert all(kind.remedy for kind in EditKind)
