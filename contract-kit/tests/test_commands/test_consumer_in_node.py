"""In Node the preload counts calls, and keeps a field from the client."""

import json

import pytest

from contract_kit.pact_files import Integration
from contract_kit.test_commands import (
    ConsumerCommand,
    declare_pacts,
    find_unused_fields,
)

NAME = "counter-tea-service.json"
# It plays its provider itself, where others have a library for that.
TEST = """
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import http from "node:http";

const pact = %(pact)s;
const responses = pact.interactions.map((interaction) => interaction.response);
const server = http.createServer((request, response) => {
  const next = responses.length > 1 ? responses.shift() : responses[0];
  const { headers, body, status } = next;
  response.writeHead(status, headers).end(JSON.stringify(body.content));
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const url = `http://127.0.0.1:${server.address().port}/teas/assam?cup=big`;

async function byFetch() {
  const response = await fetch(url);
  return { headers: Object.fromEntries(response.headers), tea: await response.json() };
}
async function byHttp() {
  const response = await new Promise((came) => http.get(url, came));
  const content = Buffer.concat(await response.toArray());
  return { headers: response.headers, tea: JSON.parse(content) };
}

{
%(client)s
}
server.close();
server.closeAllConnections();
writeFileSync(`${process.env.CONTRACT_KIT_PACTS}/%(name)s`, JSON.stringify(pact));
"""
WAYS = pytest.mark.parametrize("way", ["byFetch", "byHttp"])
READS_ALL = """
const {{ headers, tea }} = await {way}();
assert.equal(headers.etag, '"1"');
assert.equal(tea.name, "Assam");
assert.deepEqual(tea.tins.map((tin) => tin.grams), [50, 250]);
"""


def pact(*states, headers=None):
    response = {
        "status": 200,
        "headers": {"Content-Type": ["application/json"], **(headers or {})},
        "body": {
            "content": {"name": "Assam", "tins": [{"grams": 50}, {"grams": 250}]},
            "contentType": "application/json",
            "encoded": False,
        },
    }
    interactions = [
        {
            "type": "Synchronous/HTTP",
            "description": "a tea",
            "providerStates": [{"name": state}],
            "request": {
                "method": "GET",
                "path": "/teas/assam",
                "query": {"cup": ["big"]},
            },
            "response": response,
        }
        for state in states or ["Assam is in the tin"]
    ]
    return {
        "consumer": {"name": "counter"},
        "provider": {"name": "tea-service"},
        "interactions": interactions,
        "metadata": {"pactSpecification": {"version": "4.0"}},
    }


@pytest.fixture
def node(tmp_path):
    def consumer(client, document=None):
        document = document or pact(headers={"ETag": ['"1"']})
        words = {"pact": json.dumps(document), "client": client, "name": NAME}
        (tmp_path / "tea.mjs").write_text(TEST % words)
        return ConsumerCommand("counter", tmp_path, "node tea.mjs")

    return consumer


@pytest.fixture
def unused(tmp_path):
    def find(command):
        declared = declare_pacts(command, tmp_path / "pacts")
        assert declared.complaints == ()
        return find_unused_fields(command, tmp_path / "pacts")

    return find


@WAYS
def test_client_that_reads_all_needs_all(node, unused, way):
    found = unused(node(READS_ALL.format(way=way)))

    assert (found.complaints, found.unused) == ((), {})


@WAYS
def test_header_that_nobody_reads_is_unused(node, unused, way):
    reads = READS_ALL.replace("""assert.equal(headers.etag, '"1"');""", "")

    found = unused(node(reads.format(way=way)))

    assert found.unused == {Integration("counter", "tea-service"): 1}
    assert "forgets header ETag of 'a tea, given Assam is in the tin'" in str(found)


@WAYS
def test_member_inside_a_list_that_nobody_reads_is_unused(node, unused, way):
    reads = READS_ALL.replace("tin) => tin.grams), [50, 250]", "tin) => 1), [1, 1]")

    found = unused(node(reads.format(way=way)))

    assert found.unused.total() == 1
    assert "forgets $.tins[*].grams of" in str(found)


@WAYS
def test_client_that_asks_twice_is_found(node, tmp_path, way):
    twice = f"await {way}(); await {way}();"

    found = declare_pacts(node(twice), tmp_path / "pacts")

    assert "is called 2 times, expected 1: let the client" in str(found.complaints)


def test_interactions_that_look_alike_are_called_once_each(node, tmp_path):
    both = pact("Assam is in the tin", "Assam is on the counter")

    once = declare_pacts(node("await byFetch();", both), tmp_path / "once")
    twice = declare_pacts(
        node("await byFetch(); await byFetch();", both), tmp_path / "twice"
    )

    assert "is called 1 times, expected 2" in str(once.complaints)
    assert twice.complaints == ()


def test_interaction_that_nobody_calls_is_found(node, tmp_path):
    found = declare_pacts(node(""), tmp_path / "pacts")

    assert "no call of 'a tea, given Assam is in the tin' was seen" in str(found)


@pytest.mark.parametrize("other", [{"status": 203}, {"name": "Darjeeling"}])
def test_field_is_kept_from_one_response_alone(node, unused, other):
    both = pact("Assam is in the tin", "the tin is nearly empty")
    second = both["interactions"][1]["response"] = json.loads(
        json.dumps(both["interactions"][1]["response"])
    )
    second["status"] = other.get("status", 200)
    second["body"]["content"]["name"] = other.get("name", "Assam")
    reads = READS_ALL.replace("""assert.equal(headers.etag, '"1"');""", "")
    client = reads.format(way="byFetch") + "await byFetch();"

    found = unused(node(client, both))

    assert found.unused.total() == 2
    assert all("the tin is nearly empty" in each for each in found.complaints)


def test_field_that_never_comes_is_no_field_in_use(node, tmp_path):
    command = node("await byFetch();")
    declare_pacts(command, tmp_path / "pacts")
    (tmp_path / "tea.mjs").write_text("")

    found = find_unused_fields(command, tmp_path / "pacts")

    assert found.unused.total() == 0
    assert "could not be left out, so nobody knows whether it is read" in str(found)
