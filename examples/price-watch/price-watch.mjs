/**
 * Watches what products cost and how many there are.
 *
 *     node price-watch.mjs --url http://127.0.0.1:5002 basil dill
 */

import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";

import { ProductService } from "./product-service.mjs";
import { Watch } from "./watch.mjs";

const USAGE =
  "Usage: node price-watch.mjs --url URL [--every SECONDS] [--once] PRODUCT...";

function wanted(words) {
  const options = {
    url: { type: "string" },
    every: { type: "string", default: "60" },
    once: { type: "boolean", default: false },
  };
  const { values, positionals } = parseArgs({
    args: words,
    options,
    allowPositionals: true,
  });
  const seconds = Number(values.every);
  if (!values.url || !positionals.length || !(seconds >= 1)) throw new Error(USAGE);
  return { ...values, seconds, slugs: positionals };
}

async function main(words) {
  const { url, seconds, once, slugs } = wanted(words);
  const watch = new Watch(new ProductService(url), slugs);
  for (;;) {
    for (const sentence of await watch.look()) console.log(sentence);
    if (once) return;
    await setTimeout(seconds * 1000);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
