/**
 * What is worth a line when a product is looked at again.
 */

/** Say how a product stands that was not looked at before. */
export function firstSight(slug, product) {
  if (!product) return `${slug} is not for sale.`;
  const { name, price, currency, quantity } = product;
  return `${name} costs ${price} ${currency}; ${inStock(quantity)}.`;
}

/** Say what has changed since, one sentence for each change. */
export function changes(slug, before, now) {
  if (before === now) return [];
  if (!before || !now) return [firstSight(slug, now)];
  return [...priceChange(before, now), ...stockChange(before, now)];
}

function priceChange(before, now) {
  if (before.price === now.price) return [];
  const word = Number(now.price) < Number(before.price) ? "cheaper" : "dearer";
  return [`${now.name} is ${word}: ${before.price} → ${now.price} ${now.currency}.`];
}

function stockChange(before, now) {
  if (before.quantity === now.quantity) return [];
  return [`${now.name}: ${inStock(now.quantity)}.`];
}

function inStock(quantity) {
  return quantity ? `${quantity} in stock` : "sold out";
}
