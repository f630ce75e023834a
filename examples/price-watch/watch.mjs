/**
 * Looks at products again and again. A service that is away is no end: it is asked again
 * the next time, and what it said last still counts.
 */

import { changes, firstSight } from "./changes.mjs";
import { ServiceUnavailable } from "./product-service.mjs";

/** Watches several products of one service. */
export class Watch {
  #service;
  #slugs;
  #seen = new Map();

  constructor(service, slugs) {
    this.#service = service;
    this.#slugs = slugs;
  }

  /** Look at each product once; return a sentence for each thing that is new. */
  async look() {
    const sentences = [];
    for (const slug of this.#slugs) {
      sentences.push(...(await this.#lookAt(slug)));
    }
    return sentences;
  }

  async #lookAt(slug) {
    const before = this.#seen.get(slug);
    try {
      const now = await this.#service.product(slug, before);
      this.#seen.set(slug, now);
      return before === undefined ? [firstSight(slug, now)] : changes(slug, before, now);
    } catch (error) {
      if (error instanceof ServiceUnavailable) return [`${slug}: ${error.message}.`];
      throw error;
    }
  }
}
