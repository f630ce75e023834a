"""A consumer in another language passes the same commands as those in pytest."""

import json
import subprocess
import sys

import pytest
from sample_project import lay_out, replace

KETTLE = """
[tool.contract-kit.consumers.kettle]
test-command = "node test.mjs"
"""
PACT = "kettle-tea-service.json"
# It plays its provider itself, where others have a library for that.
TEST = """
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import http from "node:http";

const pact = %s;
const { status, headers, body } = pact.interactions[0].response;
const server = http.createServer((request, response) => {
  response.writeHead(status, headers).end(JSON.stringify(body.content));
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const url = `http://127.0.0.1:${server.address().port}/teas/assam`;
const tea = await (await fetch(url)).json();
assert.equal(tea.celsius, 96);
server.close();
server.closeAllConnections();
writeFileSync(`${process.env.CONTRACT_KIT_PACTS}/kettle-tea-service.json`,
  JSON.stringify(pact));
"""
DOCUMENT = {
    "provider": {"name": "tea-service"},
    "consumer": {"name": "kettle"},
    "interactions": [
        {
            "type": "Synchronous/HTTP",
            "description": "how hot a tea is made",
            "request": {"method": "GET", "path": "/teas/assam"},
            "response": {
                "status": 200,
                "headers": {"Content-Type": ["application/json"]},
                "body": {
                    "content": {"celsius": 96},
                    "contentType": "application/json",
                    "encoded": False,
                },
            },
        }
    ],
    "metadata": {"pactSpecification": {"version": "4.0"}, "teapot": {"version": "1"}},
}


@pytest.fixture
def shop(tmp_path):
    """The tea shop without its counter: a kettle in Node is the one consumer."""
    root = lay_out(tmp_path / "shop")
    settings = root / "pyproject.toml"
    text = settings.read_text().replace("counter -> ", "kettle -> ")
    before, _, _ = text.partition("[tool.contract-kit.consumers.counter]")
    settings.write_text(before + KETTLE)
    (root / "kettle").mkdir()
    (root / "kettle/test.mjs").write_text(TEST % json.dumps(DOCUMENT))
    return root


def run(root, *words):
    line = [sys.executable, "-m", "contract_kit", *words]
    return subprocess.run(line, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603


def test_its_pact_is_written_without_the_version_of_its_tool(shop):
    result = run(shop, "write")

    assert result.stdout == "1 pacts in pacts/.\n"
    written = json.loads((shop / "pacts" / PACT).read_text())
    assert written["metadata"] == {"pactSpecification": {"version": "4.0"}}
    assert written["interactions"] == DOCUMENT["interactions"]


def test_its_fields_are_in_use_and_its_pact_is_compared(shop):
    run(shop, "write")

    same = run(shop, "unused")
    known = run(shop, "unused")
    replace(shop / "pacts" / PACT, "how hot a tea is made", "how hot it is")
    other = run(shop, "unused")

    assert (same.returncode, same.stdout) == (0, "0 expected fields are unused.\n")
    assert "nothing has changed" in known.stderr
    assert other.returncode == 1
    assert "'how hot it is' is no longer declared" in other.stdout


def test_field_that_it_does_not_read_is_a_complaint(shop):
    run(shop, "write")
    replace(shop / "kettle/test.mjs", "assert.equal(tea.celsius, 96);", "")

    result = run(shop, "unused")

    assert result.returncode == 1
    assert "1 expected fields are unused." in result.stdout
    assert "the provider forgets $.celsius of 'how hot a tea is made'" in result.stdout


def test_test_that_fails_writes_nothing_and_says_why(shop):
    replace(shop / "kettle/test.mjs", "tea.celsius, 96", "tea.celsius, 97")

    result = run(shop, "write")

    assert result.returncode == 1
    assert "kettle: `node test.mjs` failed:" in result.stdout
    assert "96 !== 97" in result.stdout
    assert not (shop / "pacts").exists()


def test_program_that_is_missing_makes_no_sense_of_the_question(shop):
    replace(shop / "pyproject.toml", "node test.mjs", "teapot test.mjs")

    result = run(shop, "check")

    assert result.returncode == 2
    assert "there is no teapot on this machine: install it" in result.stderr
