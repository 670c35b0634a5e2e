// @ts-check
/** What every page does: keeps the reader's script, marks the words that a search led to, wakes the search when it is wanted. */

import { root } from "./place.js";

const KEY = "clippings-script";

/** @param {string} name */
function remembered(name) {
  try {
    if (name) localStorage.setItem(KEY, name);
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // a browser that keeps nothing
  }
}

const switches = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-script]"));
const wanted = remembered("");
const from = document.referrer ? new URL(document.referrer).href : "";
for (const link of switches) {
  // whoever comes from elsewhere is led to the script chosen last time
  if (link.dataset.script === wanted && !from.startsWith(root.href)) location.replace(link.href + location.search + location.hash);
  link.addEventListener("click", () => {
    remembered(link.dataset.script ?? "");
    const paragraphs = [...document.querySelectorAll("p[id^=p]")];
    const here = scrollY > 200 ? paragraphs.find((p) => p.getBoundingClientRect().bottom > 80) : null;
    link.href = link.href.split(/[?#]/)[0] + location.search + (here ? `#${here.id}` : location.hash);
  });
}

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-box]"));
form?.addEventListener(
  "focusin",
  () => {
    import("./box.js").then((box) => box.start(form));
  },
  { once: true },
);

const search = /** @type {HTMLElement | null} */ (document.querySelector("[data-search]"));
if (search) import("./search.js").then((page) => page.start(search));

const hit = new URL(location.href).searchParams.get("h");
if (hit && document.querySelector(".clip")) import("./marks.js").then((marks) => marks.start(hit));
