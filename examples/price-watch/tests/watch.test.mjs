import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";

import { ProductService, ServiceUnavailable } from "../product-service.mjs";
import { Watch } from "../watch.mjs";

const TEAPOT = {
  name: "Teapot",
  price: "24.00",
  currency: "EUR",
  quantity: 3,
  tag: '"1"',
};

/** Gives one product after the other, as the service would over the days. */
function serviceOf(...days) {
  return {
    async product(slug, known) {
      const today = days.shift();
      if (today instanceof Error) throw today;
      return today === "unchanged" ? known : today;
    },
  };
}

async function sentencesOf(...days) {
  const watch = new Watch(serviceOf(...days), ["teapot"]);
  const found = [];
  for (const _ of [...days]) found.push(await watch.look());
  return found;
}

test("first look says how a product stands", async () => {
  assert.deepEqual(await sentencesOf(TEAPOT), [["Teapot costs 24.00 EUR; 3 in stock."]]);
});

test("product that nobody sells is named by its slug", async () => {
  assert.deepEqual(await sentencesOf(null), [["teapot is not for sale."]]);
});

test("nothing is said where nothing has changed", async () => {
  const [, ...later] = await sentencesOf(TEAPOT, "unchanged", { ...TEAPOT, tag: '"2"' });

  assert.deepEqual(later, [[], []]);
});

test("product that stays away is not mentioned twice", async () => {
  assert.deepEqual(await sentencesOf(null, null), [["teapot is not for sale."], []]);
});

test("new price is compared as a number", async () => {
  const [, cheaper, dearer] = await sentencesOf(
    TEAPOT,
    { ...TEAPOT, price: "9.50" },
    { ...TEAPOT, price: "10.00" },
  );

  assert.deepEqual(cheaper, ["Teapot is cheaper: 24.00 → 9.50 EUR."]);
  assert.deepEqual(dearer, ["Teapot is dearer: 9.50 → 10.00 EUR."]);
});

test("stock is reported down to the last packet, and when it is back", async () => {
  const [, out, back] = await sentencesOf(TEAPOT, { ...TEAPOT, quantity: 0 }, TEAPOT);

  assert.deepEqual(out, ["Teapot: sold out."]);
  assert.deepEqual(back, ["Teapot: 3 in stock."]);
});

test("what was seen last still counts after the service was away", async () => {
  const away = new ServiceUnavailable("product-service answers 503");
  const [, during, after] = await sentencesOf(TEAPOT, away, "unchanged");

  assert.deepEqual(during, ["teapot: product-service answers 503."]);
  assert.deepEqual(after, []);
});

test("service that is not there is unavailable", async () => {
  const port = await portOfNobody();
  const nowhere = new ProductService(`http://127.0.0.1:${port}`);

  await assert.rejects(nowhere.product("teapot"), ServiceUnavailable);
});

async function portOfNobody() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
