// @ts-check
/** The index: finds every article with some words in it, from small files fetched as they are needed. */

import { Folder } from "./fold.js";

const FORMAT = 1;
const FEW = 10; // so many candidates are read as pages rather than told apart by positions

/** A file of the index that could not be read. */
export class Broken extends Error {}

/** Unpacks what is gzipped. @param {Response} response */
async function unzipped(response) {
  if (!response.body) throw new Broken("empty");
  return new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

/** Reads LEB128 numbers. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  number() {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new Broken("a file of the index ends too soon");
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }
  /** @param {number} size */
  take(size) {
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }
  get more() {
    return this.at < this.bytes.length;
  }
}

/** @typedef {Map<number, number[]>} Placed document -> positions */
/** @typedef {{title: Placed, head: Placed, text: {docs: number[], counts: number[]}}} Entry */
/** @typedef {{title: Map<number, number>, head: Map<number, number>, text: Map<number, number>}} Match document -> how often */

export class Index {
  /** @param {URL} data the folder with the manifest @param {(address: string) => Promise<{title: string, head: string[], text: string[]}>} page reads an article's page */
  constructor(data, page) {
    this.data = data;
    this.page = page;
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
    /** @type {any} */
    this.manifest = null;
    /** @type {Folder | undefined} */
    this.folder = undefined;
    this.given = ""; // the manifest as the page has it
  }

  /** Learns which version of the index there is: from the page, or from the site. Throws Broken. */
  async versioned() {
    if (this.manifest) return;
    const manifest = this.given ? JSON.parse(this.given) : await (await this.get("manifest.json", { cache: "no-cache" })).json();
    if (manifest.format !== FORMAT) throw new Broken("the index is of another version than this page");
    this.manifest = manifest;
  }

  /** Reads what every search needs. Throws Broken. */
  async open() {
    await this.versioned();
    this.folder ??= new Folder(JSON.parse(await this.own("fold.json.gz")));
  }

  /** Asks for what a query will need, before it is known how its letters fold: on a slow line each turn counts. @param {string} typed */
  hint(typed) {
    for (const word of typed.normalize("NFKC").toLowerCase().split(/\s+/).slice(0, 4)) {
      const codes = [...word].map((char) => /** @type {number} */ (char.codePointAt(0)));
      if (!codes.length || codes.length > 8 || codes.every((code) => code < 0x80)) continue;
      const pairs = cover(codes);
      for (const [first, second] of pairs) this.entry("documents", first, second).catch(() => null);
      if (codes.length > 2 && codes.length < 7) for (const [first, second] of pairs) this.entry("places", first, second).catch(() => null);
    }
  }

  /** Forgets everything, for another try. */
  reset() {
    this.files.clear();
    this.manifest = null;
    this.folder = undefined;
    this.given = "";
  }

  /** @param {string} path @param {RequestInit} [options] */
  async get(path, options) {
    let response;
    try {
      response = await fetch(new URL(path, this.data), options);
    } catch (error) {
      throw new Broken(`${path}: ${error}`);
    }
    if (!response.ok) throw new Broken(`${path}: ${response.status}`);
    return response;
  }

  /** A file read once; one that failed is asked for again. @template T @param {string} path @param {(response: Response) => Promise<T>} read @returns {Promise<T>} */
  once(path, read) {
    let file = this.files.get(path);
    if (!file) {
      file = this.get(path).then(read);
      file.catch(() => this.files.delete(path));
      this.files.set(path, file);
    }
    return file;
  }

  /** A gzipped text of the index. @param {string} path */
  text(path) {
    return this.once(path, async (response) => new TextDecoder().decode(await unzipped(response)));
  }

  /** Unpacked bytes of this version. @param {string} path */
  bytes(path) {
    return this.once(`${this.manifest.version}/${path}`, unzipped);
  }

  /** A gzipped text of this version. @param {string} path */
  own(path) {
    return this.text(`${this.manifest.version}/${path}`);
  }

  /** The entry of a pair in a shard, or null. @param {"documents" | "places"} kind @param {number} first @param {number} second @returns {Promise<Uint8Array | null>} */
  async entry(kind, first, second) {
    const shards = this.manifest[kind];
    const shard = ((Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 1, 0x85ebca6b)) >>> 0) % shards;
    const found = await this.once(`${this.manifest.version}/${kind}/${shard}.gz`, async (response) => {
      const reader = new Reader(await unzipped(response));
      /** @type {Map<string, Uint8Array>} */
      const entries = new Map();
      while (reader.more) {
        const key = `${reader.number()} ${reader.number()}`;
        entries.set(key, reader.take(reader.number()));
      }
      return entries;
    });
    return found.get(`${first} ${second}`) ?? null;
  }

  /** Where a pair stands. @param {number} first @param {number} second @returns {Promise<Entry | null>} */
  async documents(first, second) {
    const bytes = await this.entry("documents", first, second);
    if (!bytes) return null;
    const whole = new Reader(bytes);
    const [title, head] = [0, 1].map(() => {
      const reader = new Reader(whole.take(whole.number()));
      /** @type {Placed} */
      const found = new Map();
      let doc = 0;
      while (reader.more) {
        doc += reader.number();
        let place = 0;
        found.set(doc, Array.from({ length: reader.number() }, () => (place += reader.number())));
      }
      return found;
    });
    const reader = new Reader(whole.take(whole.number()));
    /** @type {number[]} */
    const docs = [];
    /** @type {number[]} */
    const counts = [];
    let doc = 0;
    while (reader.more) {
      docs.push((doc += reader.number()));
      counts.push(reader.number());
    }
    return { title, head, text: { docs, counts } };
  }

  /** The positions of a pair in texts, for some documents. @param {number} first @param {number} second @param {Entry} entry @param {Set<number>} wanted @returns {Promise<Placed>} */
  async places(first, second, entry, wanted) {
    /** @type {Placed} */
    const found = new Map();
    const bytes = await this.entry("places", first, second);
    if (!bytes) return found;
    const reader = new Reader(bytes);
    entry.text.docs.forEach((doc, at) => {
      let place = 0;
      const keep = wanted.has(doc) ? /** @type {number[]} */ ([]) : null;
      for (let i = entry.text.counts[at]; i > 0; i--) {
        place += reader.number();
        if (keep) keep.push(place);
      }
      if (keep) found.set(doc, keep);
    });
    return found;
  }

  /** The addresses of documents. @param {number[]} docs @returns {Promise<string[]>} */
  async addresses(docs) {
    const size = this.manifest.block;
    const blocks = new Map(
      await Promise.all(
        [...new Set(docs.map((doc) => Math.floor(doc / size)))].map(
          async (block) => /** @type {[number, string[]]} */ ([block, (await this.own(`addresses/${block}.gz`)).split("\n")]),
        ),
      ),
    );
    return docs.map((doc) => blocks.get(Math.floor(doc / size))?.[doc % size] ?? "");
  }

  /** The documents in which a word stands, zone by zone, exactly. @param {string} word folded @returns {Promise<Match>} */
  async match(word) {
    const codes = [...word].map((char) => /** @type {number} */ (char.codePointAt(0)));
    if (codes.length <= 2) {
      const entry = await this.documents(codes[0], codes[1] ?? 0);
      return {
        title: sizes(entry?.title),
        head: sizes(entry?.head),
        text: new Map(entry?.text.docs.map((doc, at) => [doc, entry.text.counts[at]])),
      };
    }
    const offsets = cover(codes).map(([, , offset]) => offset);
    /** @type {{offset: number, entry: Entry}[]} */
    const pairs = [];
    /** @type {Set<number> | null} */
    let texts = null;
    /** @type {Placed | null} */
    let title = null;
    /** @type {Placed | null} */
    let head = null;
    for (let at = 0; at < offsets.length; at += 4) {
      const batch = offsets.slice(at, at + 4);
      const entries = await Promise.all(batch.map((offset) => this.documents(codes[offset], codes[offset + 1])));
      for (const [i, entry] of entries.entries()) {
        if (!entry) return nothing();
        pairs.push({ offset: batch[i], entry });
        /** @type {Set<number> | null} */
        const before = texts;
        texts = new Set(before ? entry.text.docs.filter((doc) => before.has(doc)) : entry.text.docs);
        title = follow(title, entry.title, batch[i]);
        head = follow(head, entry.head, batch[i]);
      }
      if (!texts?.size && !title?.size && !head?.size) return nothing();
    }
    return { title: sizes(title), head: sizes(head), text: await this.inText(word, codes, pairs, texts ?? new Set()) };
  }

  /** Which of the candidates have the word in their text, and how often. @param {string} word @param {number[]} codes @param {{offset: number, entry: Entry}[]} pairs @param {Set<number>} texts @returns {Promise<Map<number, number>>} */
  async inText(word, codes, pairs, texts) {
    /** @type {Placed | null} */
    let placed = null;
    const rare = [...pairs].sort((a, b) => a.entry.text.docs.length - b.entry.text.docs.length);
    for (const { offset, entry } of rare) {
      if (texts.size <= FEW) return this.byPage(word, texts);
      placed = follow(placed, await this.places(codes[offset], codes[offset + 1], entry, texts), offset);
      texts = new Set(placed.keys());
    }
    return sizes(placed);
  }

  /** Reads the pages of a few candidates. @param {string} word @param {Set<number>} docs @returns {Promise<Map<number, number>>} */
  async byPage(word, docs) {
    const list = [...docs];
    const addresses = await this.addresses(list);
    const pages = await Promise.all(addresses.map((address) => this.page(address)));
    /** @type {Map<number, number>} */
    const found = new Map();
    pages.forEach((page, at) => {
      let count = 0;
      for (const field of page.text) count += /** @type {Folder} */ (this.folder).fold(field).split(word).length - 1;
      if (count) found.set(list[at], count);
    });
    return found;
  }
}

/** The pairs that cover a word side by side, with their places in it; for an odd one the last overlaps. @param {number[]} codes @returns {[number, number, number][]} */
function cover(codes) {
  if (codes.length < 3) return [[codes[0], codes[1] ?? 0, 0]];
  /** @type {[number, number, number][]} */
  const pairs = [];
  for (let at = 0; at + 2 < codes.length; at += 2) pairs.push([codes[at], codes[at + 1], at]);
  const last = codes.length - 2;
  pairs.push([codes[last], codes[last + 1], last]);
  return pairs;
}

/** @param {Placed | null | undefined} placed @returns {Map<number, number>} */
function sizes(placed) {
  return new Map([...(placed ?? [])].map(([doc, places]) => [doc, places.length]));
}

/** @returns {Match} */
function nothing() {
  return { title: new Map(), head: new Map(), text: new Map() };
}

/** The beginnings that are left when another pair must stand at its offset from them. @param {Placed | null} before @param {Placed} pair @param {number} offset @returns {Placed} */
function follow(before, pair, offset) {
  /** @type {Placed} */
  const left = new Map();
  for (const [doc, places] of pair) {
    const begins = places.map((place) => place - offset);
    if (!before) {
      left.set(doc, begins);
      continue;
    }
    const known = before.get(doc);
    if (!known) continue;
    const set = new Set(known);
    const both = begins.filter((place) => set.has(place));
    if (both.length) left.set(doc, both);
  }
  return left;
}

/**
 * The articles that have all the wanted words and none of the unwanted, best first: words in the headline, then in the rest of the
 * head, then how densely they stand; newer first among equals.
 * @param {Index} index @param {{wanted: string[], unwanted: string[]}} words @param {number[]} lengths of the texts
 * @returns {Promise<number[]>}
 */
export async function ranked(index, words, lengths) {
  const [wanted, unwanted] = await Promise.all(
    [words.wanted, words.unwanted].map((list) => Promise.all(list.map((word) => index.match(word)))),
  );
  const has = (/** @type {Match} */ match, /** @type {number} */ doc) =>
    match.title.has(doc) || match.head.has(doc) || match.text.has(doc);
  /** @type {Iterable<number>} */
  let docs = Array(index.manifest.articles).keys();
  if (wanted.length) {
    const first = wanted[0];
    docs = [...new Set([...first.title.keys(), ...first.head.keys(), ...first.text.keys()])];
  }
  const scored = [];
  for (const doc of docs) {
    if (!wanted.every((match) => has(match, doc)) || unwanted.some((match) => has(match, doc))) continue;
    let title = 0;
    let head = 0;
    let count = 0;
    for (const match of wanted) {
      if (match.title.has(doc)) title++;
      else if (match.head.has(doc)) head++;
      count += match.text.get(doc) ?? 0;
    }
    const density = Math.round(4 * Math.log2(1 + (20 * count) / (lengths[doc] + 2)));
    scored.push({ doc, title, head, density });
  }
  scored.sort((a, b) => b.title - a.title || b.head - a.head || b.density - a.density || a.doc - b.doc);
  return scored.map((one) => one.doc);
}
