import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { MatchersV3, PactV4 } from "@pact-foundation/pact";

import { ProductService, ServiceUnavailable } from "../product-service.mjs";

const { fromProviderState, integer, regex } = MatchersV3;

const BASIL = {
  name: "Basil",
  price: "2.40",
  currency: "EUR",
  quantity: 10,
  tag: '"1-1"',
};
// `string`, `like` and `number` would accept "", "2,40", or 9.5 packets. The name is what
// the states say: a regex of any text would accept null and a number, too.
const PRODUCT = {
  name: BASIL.name,
  price: regex(/^[0-9]+\.[0-9]{2}$/, BASIL.price),
  currency: regex(/^[A-Z]{3}$/, BASIL.currency),
  quantity: integer(BASIL.quantity),
};
const TAG = { ETag: regex(/^"[^"]+"$/, BASIL.tag) };

const pact = new PactV4({
  consumer: "price-watch",
  provider: "product-service",
  dir: process.env.CONTRACT_KIT_PACTS ?? mkdtempSync(join(tmpdir(), "pacts-")),
  logLevel: "error",
});

function product(description, states, headers = {}) {
  const interaction = pact.addInteraction();
  for (const [state, parameters] of states) interaction.given(state, parameters);
  return interaction
    .uponReceiving(description)
    .withRequest("GET", "/api/product/basil", (request) => request.headers(headers));
}

const withBody = (result) => (response) => response.headers(TAG).jsonBody({ result });
const look = (known) => (mock) => new ProductService(mock.url).product("basil", known);

test("product for sale has a price and a stock", () =>
  product("a product", [["a product is for sale", { name: "Basil" }]])
    .willRespondWith(200, withBody(PRODUCT))
    .executeTest(async (mock) => {
      assert.deepEqual(await look()(mock), BASIL);
    }));

test("sold-out product keeps its price", () =>
  product("a product", [["a product is sold out", { name: "Basil" }]])
    .willRespondWith(200, withBody({ ...PRODUCT, quantity: 0 }))
    .executeTest(async (mock) => {
      assert.deepEqual(await look()(mock), { ...BASIL, quantity: 0 });
    }));

test("dearer product shows its new price", () =>
  product("a product that has become dearer", [
    ["a product is for sale", { name: "Basil" }],
    ["the product has become dearer"],
  ])
    .willRespondWith(200, withBody({ ...PRODUCT, price: "9.99" }))
    .executeTest(async (mock) => {
      assert.deepEqual(await look()(mock), { ...BASIL, price: "9.99" });
    }));

test("packets that were taken are missing in the stock", () =>
  product("a product with fewer packets", [
    ["a product is for sale", { name: "Basil", quantity: 10 }],
    ["packets of the product were taken off the shelf", { quantity: 3 }],
  ])
    .willRespondWith(200, withBody({ ...PRODUCT, quantity: 7 }))
    .executeTest(async (mock) => {
      assert.deepEqual(await look()(mock), { ...BASIL, quantity: 7 });
    }));

test("product that has not changed is the one that is known", () =>
  product(
    "a known product",
    [
      ["a product is for sale", { name: "Basil" }],
      [
        "the consumer knows an answer by its ETag",
        { path: "/api/product/basil", query: {} },
      ],
    ],
    { "If-None-Match": fromProviderState("${etag}", BASIL.tag) },
  )
    .willRespondWith(304)
    .executeTest(async (mock) => {
      assert.equal(await look(BASIL)(mock), BASIL);
    }));

for (const state of ["a product was withdrawn", "there are no products"]) {
  test(`nothing is for sale where ${state}`, () =>
    product("a product", [[state]])
      .willRespondWith(404)
      .executeTest(async (mock) => {
        assert.equal(await look()(mock), null);
      }));
}

test("service that cannot say is unavailable", () =>
  product("a product", [["the database does not answer"]])
    .willRespondWith(503)
    .executeTest(async (mock) => {
      await assert.rejects(look()(mock), ServiceUnavailable);
    }));
