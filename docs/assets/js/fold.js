// @ts-check
/** Folding: the one form in which text is compared; the same as clippings/fold.py makes for the index. */

const PLAIN = new Map([
  ...[..."“”「」『』„‟＂"].map((c) => /** @type {[string, string]} */ ([c, '"'])),
  ...[..."‘’‚‛"].map((c) => /** @type {[string, string]} */ ([c, "'"])),
  ...[..."—–―－‑‐−"].map((c) => /** @type {[string, string]} */ ([c, "-"])),
  ["〇", "零"],
]);
const SPACE = /\s/;

export class Folder {
  /** @param {{from: string, to: string}} table characters that fold to others, side by side */
  constructor(table) {
    /** @type {Map<string, string>} */
    this.table = new Map();
    const to = [...table.to];
    [...table.from].forEach((char, at) => this.table.set(char, to[at]));
    /** @type {Map<string, string>} */
    this.known = new Map();
  }

  /** One character's folded form. @param {string} char */
  char(char) {
    let folded = this.known.get(char);
    if (folded === undefined) {
      folded = "";
      for (const c of char.normalize("NFKC").toLowerCase()) {
        const plain = PLAIN.get(c) ?? c;
        folded += this.table.get(plain) ?? plain;
      }
      this.known.set(char, folded);
    }
    return folded;
  }

  /**
   * The folded characters of a text, and for each the place in the text it comes from (in UTF-16 units), with the end behind.
   * Blanks are one, and none at the ends.
   * @param {string} text
   */
  trace(text) {
    /** @type {string[]} */
    const chars = [];
    /** @type {number[]} */
    const from = [];
    let blank = -1;
    let at = 0;
    for (const char of text) {
      for (const c of this.char(char)) {
        if (SPACE.test(c)) {
          if (blank < 0) blank = at;
          continue;
        }
        if (blank >= 0 && chars.length) {
          chars.push(" ");
          from.push(blank);
        }
        blank = -1;
        chars.push(c);
        from.push(at);
      }
      at += char.length;
    }
    from.push(at);
    return { chars, from };
  }

  /** @param {string} text */
  fold(text) {
    return this.trace(text).chars.join("");
  }

  /**
   * Where the words stand in a text: `[start, end]` in UTF-16 units, in order, without overlaps.
   * @param {string} text @param {string[]} words folded
   */
  find(text, words) {
    const { chars, from } = this.trace(text);
    const whole = chars.join("");
    /** @type {number[]} */
    const places = []; // UTF-16 place in the folded text -> index of the folded character
    chars.forEach((char, at) => {
      for (let i = 0; i < char.length; i++) places.push(at);
    });
    /** @type {[number, number][]} */
    const found = [];
    for (const word of words) {
      if (!word) continue;
      for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
        const first = places[at];
        const last = places[at + word.length - 1];
        found.push([from[first], Math.max(from[last + 1], from[last] + 1)]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return found.filter((span, at) => !found.slice(Math.max(0, at - 8), at).some((o) => o[1] > span[0]));
  }
}

/**
 * What was typed, in words: those that must stand and those that must not. Quotes keep a phrase together, a minus excludes.
 * @param {string} typed @param {Folder} folder
 */
export function parse(typed, folder) {
  const wanted = [];
  const unwanted = [];
  const pattern = /([-－]?)(?:["“”„「『]([^"“”「」『』]+)["“”」』]|([^\s\u3000]+))/gu;
  for (const hit of typed.slice(0, 4000).matchAll(pattern)) {
    const word = folder.fold(hit[2] ?? hit[3]);
    if (!word) continue;
    if (hit[1] && word !== "-") unwanted.push(word);
    else wanted.push(hit[1] ? folder.fold(hit[0]) : word);
  }
  return { wanted: [...new Set(wanted)], unwanted: [...new Set(unwanted)] };
}
