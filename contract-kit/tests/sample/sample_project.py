"""The tea shop as a project of its own: a consumer, a provider, and settings."""

import shutil
from pathlib import Path

SAMPLE = Path(__file__).parent
PYPROJECT = """
[tool.pytest.ini_options]
pythonpath = ["counter", "tea-service", "tea-service/tests/contract"]

[tool.contract-kit]
integrations = ["counter -> tea-service"]

[tool.contract-kit.services.tea-service]

[tool.contract-kit.consumers.counter]
clients = ["tea_client.py"]
"""
_PLACES = {
    "tea_client": "counter/tea_client.py",
    "counter_interactions": "counter/tests/contract/test_tea_service_pact.py",
    "tea_service": "tea-service/tea_service.py",
    "tea_states": "tea-service/tests/contract/tea_states.py",
    "provider_verification": "tea-service/tests/contract/test_pacts.py",
}
CLIENT = _PLACES["tea_client"]
SERVICE = _PLACES["tea_service"]


def lay_out(root: Path) -> Path:
    """Write the project into a folder; it has no pacts yet."""
    for module, place in _PLACES.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLE / f"{module}.py", root / place)
    (root / "pyproject.toml").write_text(PYPROJECT)
    return root


def replace(path: Path, old: str, new: str) -> None:
    """Change a text that is there exactly once."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new))
