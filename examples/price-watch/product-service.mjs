/**
 * All that price-watch asks of product-service, and all that it reads of the response.
 */

const MILLISECONDS = 5000;

/** Nobody can say what a product costs at the moment; later, perhaps. */
export class ServiceUnavailable extends Error {}

/** The catalogue at a URL. */
export class ProductService {
  #url;

  constructor(url) {
    this.#url = url.replace(/\/+$/, "");
  }

  /** Look a product up; null where it is not for sale, `known` where nothing changed. */
  async product(slug, known = null) {
    const response = await this.#get(`/api/product/${encodeURIComponent(slug)}`, known);
    if (response.status === 304) return known;
    if (response.status === 404) return null;
    if (!response.ok) {
      throw new ServiceUnavailable(`product-service answers ${response.status}`);
    }
    return read(await response.json(), response.headers.get("ETag"));
  }

  async #get(path, known) {
    const headers = { "X-Consumer": "price-watch" };
    if (known) headers["If-None-Match"] = known.tag;
    const signal = AbortSignal.timeout(MILLISECONDS);
    try {
      return await fetch(this.#url + path, { headers, signal });
    } catch (error) {
      const reason = error.cause?.message || error.message;
      throw new ServiceUnavailable(`product-service does not answer: ${reason}`);
    }
  }
}

function read({ result }, tag) {
  const { name, price, currency, quantity } = result;
  return { name, price, currency, quantity, tag };
}
