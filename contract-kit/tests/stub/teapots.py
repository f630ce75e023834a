"""A house of teapots played by a stub: what most tests of the stub ask for."""

from contract_kit.stub import create_stub

from ..example_interactions import JSON, body, make_interaction

TEAPOT = make_interaction(
    {"headers": {"Accept": [JSON]}},
    {**body({"id": 7, "name": "Teekännchen"}), "status": 200},
    description="a request for a teapot",
    states=("a teapot exists",),
)
NO_TEAPOT = make_interaction(
    {"headers": {"Accept": [JSON]}},
    {**body({"detail": "Gone"}, "application/problem+json"), "status": 410},
    description="a request for a broken teapot",
    states=("the teapot is broken",),
)


def asked(
    *interactions, path="/teapots/7", method="GET", prefer=(), values=None, **request
):
    stub = create_stub("tea-house", interactions, prefer=prefer, values=values)
    client = stub.test_client()
    headers = {"Accept": JSON, **request.pop("headers", {})}
    return client.open(path, method=method, headers=headers, **request)
