// @ts-check
/** Articles as the site shows them: read from their own pages, so that a snippet is in the script of the tree. */

/** @typedef {{title: string, heading: string, facts: string, head: string[], text: string[], body: number, anchors: string[]}} Page */

export class Pages {
  /** @param {URL} tree the tree's own root */
  constructor(tree) {
    this.tree = tree;
    /** @type {Map<string, Promise<Page>>} */
    this.known = new Map();
    this.read = (/** @type {string} */ address) => {
      let page = this.known.get(address);
      if (!page) {
        page = this.fetched(address);
        page.catch(() => this.known.delete(address));
        this.known.set(address, page);
      }
      return page;
    };
  }

  /** @param {string} address */
  url(address) {
    return new URL(`articles/${address}/`, this.tree);
  }

  /** @param {string} address @returns {Promise<Page>} */
  async fetched(address) {
    const response = await fetch(this.url(address));
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    const html = new DOMParser().parseFromString(await response.text(), "text/html");
    const all = (/** @type {string} */ path) => [...html.querySelectorAll(path)];
    const words = (/** @type {Element} */ element) => (element.textContent ?? "").trim();
    const h1 = html.querySelector(".clip-head h1");
    const body = all(".clip-text p:not(.clip-note), .clip-text li, .clip-text figcaption, .clip-text .credit");
    const blocks = [...body, ...all(".clip-column, .clip-dateline")];
    return {
      title: h1 && !h1.classList.contains("untitled") ? words(h1) : "",
      heading: h1 ? words(h1) : "",
      facts: all(".clip-source").map(words).join(" ").replace(/\s+/g, " "),
      head: [
        ...all(".clip-kicker, .clip-text h2").map(words),
        ...all(".clip-subtitle").map((e) => words(e).replace(/^——/, "")),
        ...all(".clip-byline a").map(words),
      ],
      text: blocks.map(words),
      body: body.length,
      anchors: blocks.map((block) => block.id),
    };
  }
}

/**
 * A piece of text as nodes, the words in it marked.
 * @param {string} text @param {string[]} words @param {import("./fold.js").Folder} folder
 */
export function marked(text, words, folder) {
  const nodes = document.createDocumentFragment();
  let at = 0;
  for (const [start, end] of folder.find(text, words)) {
    nodes.append(text.slice(at, start));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    nodes.append(mark);
    at = end;
  }
  nodes.append(text.slice(at));
  return nodes;
}

/** The part of a text round its first hit. @param {string} text @param {string[]} words @param {import("./fold.js").Folder} folder */
export function round(text, words, folder) {
  const [hit] = folder.find(text, words);
  if (text.length <= 90) return text;
  const start = Math.max(0, Math.min((hit?.[0] ?? 0) - 30, text.length - 90));
  return (start ? "…" : "") + text.slice(start, start + 90) + (start + 90 < text.length ? "…" : "");
}
