"""What schemathesis does with each of its calls; it imports this by name.

`FUZZ_SHOP` and `FUZZ_CALLER` in the environment are the shop and the caller.
"""

import itertools
import json
import os
from base64 import b64encode
from typing import Any

import schemathesis
from schemathesis import Case, HookContext, Response

from testing.fuzz.authenticated_callers import CALLERS
from tools.shop import RunningShop

# These stall or cut the line on purpose, or answer 500, which they document.
_TROUBLE = ("tok_slow", "tok_lost", "tok_500_once")
_ONE_IN_XML = 4
# What no schema would think of: a service reads its cursors as dates and numbers.
_ODD_CURSORS = itertools.cycle(
    b64encode(text.encode()).decode()
    for text in (
        "0001-01-01T00:00:00+23:59|x",
        "9999-12-31T23:59:59-23:59|9999-9999",
        "2026-01-01T00:00:00|",
        '["featured", 1e9999999999, "x"]',
        '{"a": 1e999}',
        "[" * 2000,
        "NaN|NaN",
    )
)

_shop = RunningShop.from_dict(json.loads(os.environ["FUZZ_SHOP"]))
_caller = CALLERS[os.environ["FUZZ_CALLER"]](_shop)
_asked = 0


def before_call(context: HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """Show the token, ask for XML and by odd cursors at times, leave trouble alone."""
    global _asked  # noqa: PLW0603 (a hook has no other place to remember)
    _asked += 1
    case.headers = {**(case.headers or {}), **_caller.headers()}
    if _asked % _ONE_IN_XML == 0:
        case.headers["Accept"] = "application/xml"
    if case.query and "cursor" in case.query and _asked % 2:
        case.query["cursor"] = next(_ODD_CURSORS)
    if isinstance(case.body, dict) and case.body.get("method") in _TROUBLE:
        case.body["method"] = "tok_ok"


def after_call(context: HookContext, case: Case, response: Response) -> None:
    """Get another token where a call has ended the last one."""
    if response.status_code == 401:
        _caller.forget_token()


for hook in (before_call, after_call):
    schemathesis.hook(hook)
