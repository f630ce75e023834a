"""Of each documented answer it is known whether a contract promises it."""

from contract_kit import read_pacts
from tools.contracts.arrows import PACTS
from tools.contracts.documents import SHARED, held_documents


def test_each_documented_answer_is_promised_shared_or_nobodys() -> None:
    (users,) = [
        held
        for held in held_documents(read_pacts(PACTS))
        if held.provider == "user-service"
    ]
    rows = {row.operation: row for row in users.rows()}
    account, live = rows["GET /api/user"], rows["GET /health/live"]

    assert account.promised.keys() >= {"200", "401", "503"}
    assert set(account.shared) <= SHARED
    assert not SHARED & set(account.nobodys)
    assert (live.shared, live.nobodys) == ((), ("200",))
