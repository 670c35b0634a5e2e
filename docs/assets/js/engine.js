// @ts-check
/** The search of a page, made once. */

import { Index, Reader } from "./index.js";
import { Pages } from "./pages.js";
import { data, tree } from "./place.js";

export const pages = new Pages(tree);
export const index = new Index(data, pages.read);

/** @type {Map<string, number[][]>} */
const columns = new Map();

/** A facet's numbers for each document. @param {string} name @returns {Promise<number[][]>} */
export async function column(name) {
  const known = columns.get(name);
  if (known) return known;
  const bytes = await index.bytes(`columns/${name}.gz`);
  /** @type {number[][]} */
  const found = [];
  const reader = new Reader(bytes);
  while (reader.more) found.push(Array.from({ length: reader.number() }, () => reader.number()));
  columns.set(name, found);
  return found;
}

/** The values of a facet: `[slug, label]`, the label in the script of the tree. @param {string} name @returns {Promise<[string, string][]>} */
export async function labels(name) {
  const script = document.documentElement.dataset.tree;
  const path = `${index.manifest.version}/labels/${name}${script ? `.${script}` : ""}.json`;
  return index.once(path, (response) => response.json());
}

/** Forgets all that was read. */
export function reset() {
  columns.clear();
  index.reset();
}
