// @ts-check
/** Marks the words of a search on an article's page. */

import { index } from "./engine.js";
import { parse } from "./fold.js";
import { marked } from "./pages.js";

/** @param {string} typed */
export async function start(typed) {
  await index.open();
  const folder = /** @type {import("./fold.js").Folder} */ (index.folder);
  const { wanted } = parse(typed, folder);
  const places = document.querySelectorAll(
    ".clip-head h1, .clip-kicker, .clip-subtitle, .clip-byline a span, .clip-text p, .clip-text li, .clip-text h2, .clip-text figcaption, .clip-text .credit",
  );
  for (const place of places) {
    if (place.children.length || !place.textContent) continue;
    place.replaceChildren(marked(place.textContent, wanted, folder));
  }
  const first = /^#p\d+$/.test(location.hash) ? document.querySelector(`${location.hash} mark`) : document.querySelector(".clip-text mark");
  first?.scrollIntoView({ block: "center" });
}
