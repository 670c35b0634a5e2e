// @ts-check
/** The search page: what was typed and chosen stands in the address; results come in steps; filters count. */

import { column, index, labels, pages, reset } from "./engine.js";
import { parse } from "./fold.js";
import { Broken, ranked } from "./index.js";
import { marked, round } from "./pages.js";
import { meant } from "./sounds.js";

const STEP = 10;
const FACETS = ["region", "theme", "source", "year", "kind", "author"];
const OPEN = ["theme", "year", "kind"]; // open from the start where there is room
const SHOWN = 12; // values of a filter before "more"

const wide = () => innerWidth > 960;

/** @param {HTMLElement} place the element of the search page */
export function start(place) {
  const one = (/** @type {string} */ name) => /** @type {HTMLElement} */ (place.querySelector(`[data-search-${name}]`));
  const input = /** @type {HTMLInputElement} */ (one("input"));
  const list = one("results");
  const say = (/** @type {string} */ key, /** @type {string[]} */ ...words) =>
    words.reduce((text, word, at) => text.replace(`{${at}}`, word), place.dataset[`say${key}`] ?? "");
  index.given = place.dataset.manifest ?? "";
  let turn = 0; // a later search overtakes an earlier one
  /** @type {number[]} */
  let found = [];
  let shown = 0;
  /** @type {string[]} */
  let words = [];

  const state = (/** @type {string} */ name) => {
    one("state").textContent = name;
    one("state").dataset.searchState = name;
    list.setAttribute("aria-busy", String(name === "busy"));
  };

  const asked = () => {
    const given = new URL(location.href).searchParams;
    return { q: given.get("q") ?? "", filters: FACETS.flatMap((f) => (given.get(f) ? [[f, given.get(f) ?? ""]] : [])) };
  };

  const address = (/** @type {string} */ q, /** @type {string[][]} */ filters) => {
    const url = new URL(location.href);
    url.search = "";
    url.hash = "";
    if (q) url.searchParams.set("q", q);
    for (const [name, value] of filters) url.searchParams.set(name, value);
    return url;
  };

  const go = (/** @type {URL} */ url) => {
    if (url.href !== location.href) history.pushState(null, "", url);
    run();
  };

  async function run() {
    const mine = ++turn;
    const { q, filters } = asked();
    if (document.activeElement !== input || input.value.trim() !== q.trim()) input.value = q;
    for (const name of ["trouble", "suggest", "instead"]) one(name).replaceChildren();
    if (!q.trim() && !filters.length) {
      list.replaceChildren();
      one("count").textContent = "";
      one("said").textContent = "";
      one("filters").replaceChildren();
      one("more").hidden = true;
      state("idle");
      return;
    }
    state("busy");
    try {
      await search(mine, q, filters);
    } catch (error) {
      if (mine !== turn) return;
      trouble(error);
    }
  }

  /** @param {unknown} error */
  function trouble(error) {
    console.info(error);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "md-button";
    button.textContent = say("Retry");
    button.addEventListener("click", () => {
      reset();
      run();
    });
    one("trouble").replaceChildren(say(error instanceof Broken ? "Broken" : "Failed"), " ", button);
    list.replaceChildren();
    one("count").textContent = "";
    one("said").textContent = "";
    one("more").hidden = true;
    state("done");
  }

  /** @param {string} q */
  async function look(q) {
    await index.versioned();
    index.hint(q);
    const [sizes] = await Promise.all([column("size"), index.open()]);
    const folder = /** @type {import("./fold.js").Folder} */ (index.folder);
    const lengths = sizes.map((row) => row[0] ?? 0);
    const parsed = parse(q, folder);
    if (!parsed.wanted.length && !parsed.unwanted.length && q.trim()) return { parsed, docs: /** @type {number[]} */ ([]) };
    return { parsed, docs: await ranked(index, parsed, lengths) };
  }

  /** @param {number} mine @param {string} q @param {string[][]} filters */
  async function search(mine, q, filters) {
    let answer;
    try {
      answer = await look(q);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      reset(); // the site may have been deployed anew since this page was made
      answer = await look(q);
    }
    let { parsed, docs } = answer;
    if (mine !== turn) return;
    if (!docs.length && q.trim() && !parsed.unwanted.length) {
      for (const word of await meant(index, q)) {
        const other = await look(word);
        if (mine !== turn) return;
        if (!other.docs.length) continue;
        if (!one("instead").childNodes.length) {
          one("instead").append(say("Instead", q.slice(0, 60), word));
          ({ parsed, docs } = other);
        } else offer(word, filters);
        if (one("suggest").childNodes.length >= 3) break;
      }
    } else if (q.trim() && /^[a-z\s'’üǖǘǚǜāáǎàēéěèīíǐìōóǒòūúǔù]+$/i.test(q)) {
      for (const word of (await meant(index, q)).slice(0, 3)) offer(word, filters);
    }
    if (mine !== turn) return;
    words = parsed.wanted;
    const rows = await Promise.all(filters.map(async ([name, value]) => ({ name, fits: await fits(name, value) })));
    if (mine !== turn) return;
    const pool = docs;
    found = pool.filter((doc) => rows.every((row) => row.fits(doc)));
    one("count").textContent = String(found.length);
    one("said").textContent = found.length || !q.trim() ? say("Found", String(found.length)) : say("None", q.slice(0, 60));
    list.replaceChildren();
    shown = 0;
    await more(mine);
    if (mine !== turn) return;
    if (pool.length) await filterBox(mine, q, filters, pool, rows);
    else one("filters").replaceChildren();
    if (mine === turn) state("done");
  }

  /** @param {string} word @param {string[][]} filters */
  function offer(word, filters) {
    const link = document.createElement("a");
    link.href = address(word, filters).href;
    link.textContent = word;
    if (!one("suggest").childNodes.length) one("suggest").append(say("Suggest"));
    one("suggest").append(" ", link);
  }

  /** @param {string} name @param {string} value @returns {Promise<(doc: number) => boolean>} */
  async function fits(name, value) {
    const [values, rows] = await Promise.all([name === "region" ? regions() : labels(name), column(name)]);
    const wanted = new Set();
    values.forEach(([slug], at) => {
      if (slug === value || (name === "region" && slug.startsWith(`${value}/`))) wanted.add(at);
    });
    return (doc) => rows[doc].some((at) => wanted.has(at));
  }

  /** @returns {Promise<[string, string][]>} */
  const regions = () => labels("region");

  /** @param {number} mine */
  async function more(mine) {
    const docs = found.slice(shown, shown + STEP);
    // each result is shown as soon as its page is there, in its place
    const places = docs.map(() => document.createElement("li"));
    list.append(...places);
    await Promise.all(
      docs.map(async (doc, i) => {
        const [at] = await index.addresses([doc]);
        await item(at, places[i]);
      }),
    );
    if (mine !== turn) return;
    shown += docs.length;
    one("more").hidden = shown >= found.length;
    one("more").textContent = say("More", String(found.length - shown));
  }

  /** One result. @param {string} at the article's address @param {HTMLElement} entry */
  async function item(at, entry) {
    const folder = /** @type {import("./fold.js").Folder} */ (index.folder);
    const page = await pages.read(at).catch(() => null);
    const link = document.createElement("a");
    const url = pages.url(at);
    if (!page) {
      link.href = url.href;
      link.textContent = at;
      entry.append(link);
      return;
    }
    let best = -1;
    let most = 0;
    page.text.slice(0, page.body).forEach((text, i) => {
      const hits = words.filter((word) => folder.find(text, [word]).length).length;
      if (hits > most) [best, most] = [i, hits];
    });
    if (words.length) url.searchParams.set("h", words.join(" "));
    const anchor = page.anchors.slice(0, best + 1).findLast(Boolean);
    if (best >= 0 && anchor) url.hash = anchor;
    link.href = url.href;
    link.append(marked(page.heading, words, folder));
    const facts = document.createElement("span");
    facts.className = "facts";
    facts.textContent = page.facts;
    const head = page.head.filter((text) => folder.find(text, words).length).slice(0, 2);
    const piece = best >= 0 ? page.text[best] : (page.text[0] ?? "");
    const snippet = document.createElement("p");
    for (const text of head) snippet.append(marked(text, words, folder), "　");
    snippet.append(marked(round(piece, words, folder), words, folder));
    entry.append(link, " ", facts, snippet);
  }

  /** The filters with their counts; each counts with all the others chosen. @param {number} mine @param {string} q @param {string[][]} filters @param {number[]} pool @param {{name: string, fits: (doc: number) => boolean}[]} rows */
  async function filterBox(mine, q, filters, pool, rows) {
    const box = one("filters");
    const parts = [];
    for (const name of FACETS) {
      const chosen = filters.find(([f]) => f === name)?.[1] ?? "";
      if (name === "author" && !chosen) continue;
      const part = document.createElement("details");
      part.dataset.facet = name;
      const summary = document.createElement("summary");
      summary.textContent = say(`Facet${name}`);
      part.append(summary);
      const docs = pool.filter((doc) => rows.every((row) => row.name === name || row.fits(doc)));
      const fill = async () => {
        if (part.dataset.filled) return;
        part.dataset.filled = "yes";
        part.append(await values(name, chosen, docs, q, filters));
      };
      const before = /** @type {HTMLDetailsElement | null} */ (box.querySelector(`[data-facet=${name}]`));
      part.open = before ? before.open : Boolean(chosen) || (wide() && OPEN.includes(name));
      part.addEventListener("toggle", () => {
        if (part.open) fill().catch(trouble);
      });
      if (part.open) await fill();
      parts.push(part);
    }
    if (mine === turn) box.replaceChildren(...parts);
  }

  /** @param {string} name @param {string} chosen @param {number[]} docs @param {string} q @param {string[][]} filters */
  async function values(name, chosen, docs, q, filters) {
    const [names, numbers] = await Promise.all([labels(name), column(name)]);
    /** @type {Map<number, number>} */
    const counts = new Map();
    if (name === "region") {
      // a place counts for all that hold it; shown are the places right below the chosen one
      const at = new Map(names.map(([slug], i) => [slug, i]));
      for (const doc of docs) {
        const mine = new Set();
        for (const number of numbers[doc]) {
          const parts = names[number][0].split("/");
          for (let depth = 1; depth <= parts.length; depth++) mine.add(at.get(parts.slice(0, depth).join("/")));
        }
        for (const number of mine) counts.set(number, (counts.get(number) ?? 0) + 1);
      }
    } else {
      for (const doc of docs) for (const number of numbers[doc]) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    const depth = name === "region" && chosen ? chosen.split("/").length : 0;
    const rows = [...counts]
      .map(([at, count]) => ({ slug: names[at][0], label: names[at][1], count }))
      .filter(({ slug }) => name !== "region" || !chosen || slug === chosen || chosen.startsWith(`${slug}/`) || slug.startsWith(`${chosen}/`))
      .filter(({ slug }) => name !== "region" || slug.split("/").length <= depth + 1);
    if (name === "year" || name === "region") rows.sort((a, b) => (a.slug < b.slug ? -1 : 1));
    else rows.sort((a, b) => b.count - a.count || (a.slug < b.slug ? -1 : 1));
    const items = document.createElement("ul");
    rows.forEach(({ slug, label, count }, i) => {
      const on = slug === chosen;
      const others = filters.filter(([f]) => f !== name);
      const link = document.createElement("a");
      link.href = address(q, on ? others : [...others, [name, slug]]).href;
      link.textContent = label;
      if (on) link.setAttribute("aria-current", "true");
      const entry = document.createElement("li");
      if (name === "region") entry.style.paddingInlineStart = `${slug.split("/").length - 1}em`;
      entry.append(link, ` ${count}`);
      entry.hidden = i >= SHOWN && !on && name !== "region";
      items.append(entry);
    });
    if (rows.length > SHOWN && name !== "region") {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = say("All");
      button.addEventListener("click", () => {
        for (const entry of items.children) /** @type {HTMLElement} */ (entry).hidden = false;
        button.remove();
      });
      items.append(button);
    }
    return items;
  }

  place.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !link.closest("[data-search-filters], [data-search-suggest]")) return;
    event.preventDefault();
    go(new URL(/** @type {HTMLAnchorElement} */ (link).href));
  });
  one("more").addEventListener("click", () => more(turn).catch(trouble));
  place.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    go(address(input.value.trim(), asked().filters));
  });
  /** @type {number | undefined} */
  let timer;
  input.addEventListener("input", (event) => {
    if (/** @type {InputEvent} */ (event).isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(typed, 150);
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(typed, 50);
  });
  function typed() {
    history.replaceState(null, "", address(input.value.trim(), asked().filters));
    run();
  }
  // from the field down into the results and back, by the arrow keys
  place.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("a[href]"))];
    const at = stops.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
    if (at < 0) return;
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  addEventListener("popstate", run);
  if (input.value.trim() && !asked().q) typed(); // typed before this was ready
  else run();
}
