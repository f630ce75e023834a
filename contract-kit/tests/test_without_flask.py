"""Whoever has no Flask can use everything, but the recording of a Flask app."""

import subprocess
import sys

SCRIPT = """
import importlib, pkgutil, sys

class NoFlask:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "flask":
            raise ModuleNotFoundError(f"No module named {name!r}")

sys.meta_path.insert(0, NoFlask())

import json, pathlib
import contract_kit
from contract_kit import States, read_pacts, verify_provider
from contract_kit.stub import create_stub

for module in pkgutil.walk_packages(contract_kit.__path__, "contract_kit."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)

folder = pathlib.Path("pacts")
folder.mkdir()
document = {
    "consumer": {"name": "counter"},
    "provider": {"name": "teas"},
    "interactions": [{
        "type": "Synchronous/HTTP", "description": "a tea", "providerStates": [],
        "request": {"method": "GET", "path": "/teas/assam"},
        "response": {"status": 200},
    }],
    "metadata": {"pactSpecification": {"version": "4.0"}},
}
(folder / "counter-teas.json").write_text(json.dumps(document))
stub = create_stub("teas", read_pacts(folder))
assert stub.test_client().get("/teas/assam").status_code == 200
verify_provider("teas", stub, States(), folder).assert_all_kept()
assert "flask" not in sys.modules
print("all kept")
"""


def test_everything_works_without_flask(tmp_path):
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", SCRIPT], cwd=tmp_path, capture_output=True, text=True
    )

    assert (done.stdout, done.stderr) == ("all kept\n", "")
