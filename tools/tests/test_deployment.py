import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import deployment
from tools.applications import ROOT
from tools.can_i_deploy_layout import LAYOUT

_PATIENCE = 30
_COMMAND = """\
import signal
import sys
from pathlib import Path
from tools.deployment import command
# Whatever runs in the background of a shell is deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
command(sys.argv[2:], Path(sys.argv[1]))
"""
# It stands for the tests of a consumer: what matters here is the file they write.
_INTERACTIONS = """\
from pathlib import Path


def test_interactions_are_made(request):
    folder = Path(request.config.getoption("--pact-output"))
    folder.mkdir()
    (folder / "{name}").write_text({text!r})
"""
_ENDLESS = """\
with open({begun!r}, "w") as sign:
    sign.write("begun")
with open({end!r}) as never:
    never.read()
"""


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACT_BROKER_BASE_URL", raising=False)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    _write(root / "pyproject.toml", "[tool.pytest.ini_options]\n")
    _write(root / "user-service/README.md", "Accounts.\n")
    _write_pact(root, "product-service", "user-service")
    text = _write_pact(root, "frontend", "product-service")
    test = _INTERACTIONS.format(name="frontend-product-service.json", text=text)
    _write(root / "frontend/tests/contract/test_product_service_pact.py", test)
    _git(root, "init", "--quiet", "--initial-branch=main")
    _commit(root)
    return root


@pytest.fixture
def fifos(tmp_path: Path) -> Iterator[tuple[Path, Path, int]]:
    begun, end = tmp_path / "begun", tmp_path / "end"
    for fifo in (begun, end):
        os.mkfifo(fifo)
    door = os.open(begun, os.O_RDONLY | os.O_NONBLOCK)
    yield begun, end, door
    os.close(door)


def _write_pact(root: Path, consumer: str, provider: str) -> str:
    interaction = {
        "type": "Synchronous/HTTP",
        "description": "a request for a teapot",
        "request": {"method": "GET", "path": "/teapot"},
        "response": {"status": 200},
    }
    pact = {
        "consumer": {"name": consumer},
        "provider": {"name": provider},
        "interactions": [interaction],
        "metadata": {"pactSpecification": {"version": "4.0"}},
    }
    text = json.dumps(pact)
    _write(root / f"pacts/{consumer}-{provider}.json", text)
    return text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _git(root: Path, *words: str) -> str:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    line = ["git", *words]
    done = subprocess.run(
        line, cwd=root, env=os.environ | own, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _commit(root: Path) -> None:
    _git(root, "add", "--all")
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@shop.example")
    _git(root, *who, "commit", "--quiet", "--message", "open the shop")


def test_every_provider_of_a_pact_can_be_verified() -> None:
    pacts = [json.loads(path.read_text()) for path in (ROOT / "pacts").glob("*.json")]
    providers = {pact["provider"]["name"] for pact in pacts}

    assert providers
    assert providers <= LAYOUT.folders.keys()
    for provider in providers:
        assert (ROOT / LAYOUT.entry(provider)).exists()
        for folder in (*LAYOUT.needs(provider), *LAYOUT.imports(provider)):
            assert (ROOT / folder).exists()


def test_deployment_is_recorded_and_reported(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deployment.main(["record-deployment", "frontend", "--to", "test"], shop) == 0

    assert "The tag deployed/test/frontend is new" in capsys.readouterr().out
    assert _git(shop, "tag") == "deployed/test/frontend"


def test_yes_ends_with_zero(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deployment.main(["record-deployment", "frontend", "--to", "test"], shop)

    assert deployment.main(["can-i-deploy", "user-service", "--to", "test"], shop) == 0

    assert capsys.readouterr().out.splitlines()[-1].startswith("Yes: nobody in test")


def test_no_ends_with_one(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deployment.main(["record-deployment", "user-service", "--to", "test"], shop)

    assert deployment.main(["can-i-deploy", "frontend", "--to", "test"], shop) == 1

    assert "Deploy product-service to test first." in capsys.readouterr().out


def test_misuse_ends_with_two_and_a_sentence(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deployment.main(["can-i-deploy", "frontend", "--to", "test"], shop) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("This clone knows of nothing in 'test'.")


@pytest.mark.parametrize(
    "words", [[], ["can-i-deploy", "frontend"], ["record-deployment", "--to", "test"]]
)
def test_missing_word_ends_with_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        deployment.main(words)

    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)]
)
def test_question_that_is_cut_short_leaves_nothing_behind(
    shop: Path,
    tmp_path: Path,
    fifos: tuple[Path, Path, int],
    number: int,
    status: int,
) -> None:
    begun, end, door = fifos
    test = _ENDLESS.format(begun=str(begun), end=str(end))
    _write(shop / "product-service/tests/contract/test_pacts.py", test)
    _commit(shop)
    deployment.main(["record-deployment", "product-service", "--to", "test"], shop)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    question = subprocess.Popen(
        [sys.executable, "-c", _COMMAND, shop, "can-i-deploy", "frontend", "--to=test"],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(temporary)},
    )
    assert select.select([door], [], [], _PATIENCE)[0], "it never began"
    assert list(temporary.iterdir()) != []

    question.send_signal(number)

    assert question.wait(_PATIENCE) == status
    assert list(temporary.iterdir()) == []
    assert _git(shop, "worktree", "list").count("\n") == 0
    with pytest.raises(OSError, match="No such device"):
        # Nobody reads at the other end: the verification has ended as well.
        os.open(end, os.O_WRONLY | os.O_NONBLOCK)
