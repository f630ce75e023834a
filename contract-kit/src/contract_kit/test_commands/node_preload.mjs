/**
 * Loaded into every Node process of a consumer's test command (`node --import`).
 *
 * CONTRACT_KIT_CALLS names a file: each response that came from this machine becomes a
 * line of JSON there. CONTRACT_KIT_DROP holds, as JSON, a response and one field of it;
 * where exactly this response comes, the client gets it without the field.
 */

import { appendFileSync } from "node:fs";
import { ClientRequest, IncomingMessage } from "node:http";

const CALLS = process.env.CONTRACT_KIT_CALLS;
const DROP = process.env.CONTRACT_KIT_DROP && JSON.parse(process.env.CONTRACT_KIT_DROP);
const HERE = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);
const WITHOUT_BODY = new Set([101, 204, 205, 304]);

if (CALLS) {
  if (globalThis.fetch) globalThis.fetch = watched(globalThis.fetch);
  watchRequests();
}

function watched(fetch) {
  return async function (resource, options) {
    const response = await fetch(resource, options);
    const url = new URL(resource instanceof Request ? resource.url : String(resource));
    if (!HERE.has(url.hostname)) return response;
    const { status, statusText, headers } = response;
    const method = options?.method ?? resource.method ?? "GET";
    const body = Buffer.from(await response.arrayBuffer());
    const pairs = [...headers].map(([name, value]) => [name, value]);
    const given = without(method, url.pathname + url.search, status, pairs, body);
    const content = WITHOUT_BODY.has(status) ? null : given.body;
    const copy = new Response(content, { status, statusText, headers: given.headers });
    for (const name of ["url", "redirected", "type"]) {
      Object.defineProperty(copy, name, { value: response[name] });
    }
    return copy;
  };
}

/** Hold back the response of `node:http`, on which most other clients are built. */
function watchRequests() {
  const { emit } = ClientRequest.prototype;
  ClientRequest.prototype.emit = function (event, ...rest) {
    if (event !== "response" || !HERE.has(this.host)) {
      return emit.call(this, event, ...rest);
    }
    replay(this, rest[0], emit);
    return true;
  };
}

async function replay(request, response, emit) {
  const body = Buffer.concat(await response.toArray());
  const { rawHeaders: raw, statusCode } = response;
  const pairs = raw.flatMap((text, i) => (i % 2 ? [] : [[text, raw[i + 1]]]));
  const given = without(request.method, request.path, statusCode, pairs, body);
  const copy = new IncomingMessage(response.socket);
  for (const name of ["statusCode", "statusMessage", "httpVersion"]) {
    copy[name] = response[name];
  }
  copy.rawHeaders = given.headers.flat();
  for (const [name, value] of given.headers) {
    copy._addHeaderLine(name, value, copy.headers);
  }
  Object.assign(copy, { req: request, complete: true });
  copy.push(given.body);
  copy.push(null);
  request.res = copy;
  if (!emit.call(request, "response", copy)) copy.resume();
}

/** Note a response, and return its headers and body as the client shall get them. */
function without(method, target, status, headers, body) {
  const given = DROP && isMeant(method, target, status, body) && lost(headers, body);
  const text = body.toString("utf8");
  const call = { method, target, status, body: text, dropped: Boolean(given) };
  appendFileSync(CALLS, `${JSON.stringify(call)}\n`);
  return given || { headers, body };
}

function isMeant(method, target, status, body) {
  const url = new URL(target, "http://here");
  const query = [...url.searchParams].sort();
  return (
    method.toUpperCase() === DROP.method &&
    target.split("?")[0] === DROP.path &&
    status === DROP.status &&
    isEqual(query, [...DROP.query].sort()) &&
    isEqual(content(body), DROP.body)
  );
}

/** Leave the field out; null where the response does not have it. */
function lost(headers, body) {
  const [part, ...steps] = DROP.field;
  if (part === "header") {
    const name = steps[0].toLowerCase();
    const kept = headers.filter(([each]) => each.toLowerCase() !== name);
    return kept.length < headers.length ? { headers: kept, body } : null;
  }
  if (part === "body") return resized(headers, "");
  const document = content(body);
  return remove(document, steps) ? resized(headers, JSON.stringify(document)) : null;
}

function resized(headers, text) {
  const body = Buffer.from(text);
  const changed = headers.map(([name, value]) =>
    name.toLowerCase() === "content-length" ? [name, String(body.length)] : [name, value],
  );
  return { headers: changed, body };
}

function remove(value, [step, ...deeper]) {
  if (step === "[*]" && Array.isArray(value)) {
    return value.map((each) => remove(each, deeper)).includes(true);
  }
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) {
    return false;
  }
  return deeper.length ? remove(value[step], deeper) : delete value[step];
}

function content(body) {
  const text = body.toString("utf8");
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return text;
  }
}

function isEqual(one, other) {
  if (one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
  const names = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]))
  );
}
