// @ts-check
/** What may have been meant: pinyin, initials, and characters that sound alike. */

/** @typedef {import("./index.js").Index} Index */

const SYLLABLE =
  /^(?:[bpmf](?:a|o|ai|ei|ao|an|en|ang|eng|iao|ian|ie|in|ing|i|u|ou|iu)|[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|u|uo|ui|uan|un|v|ve|ue)|[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)|(?:zh|ch|sh|[rzcs])(?:a|e|i|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|y(?:a|an|ang|ao|e|i|in|ing|o|ong|ou|u|uan|ue|un)|w(?:a|ai|an|ang|ei|en|eng|o|u)|er|e|a|o|ai|ei|ao|ou|an|en|ang)$/;
const BEAM = 12;
const WAYS = 5; // kept for each last character

/** Latin letters without tones and blanks. @param {string} typed */
export function plain(typed) {
  return typed
    .normalize("NFD")
    .replace(/u\u0308/g, "v")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

/** Ways to cut Latin letters into syllables, the fewest first. @param {string} letters @returns {string[][]} */
export function syllables(letters) {
  /** @type {string[][][]} */
  const ways = [[[]]];
  for (let end = 1; end <= letters.length; end++) {
    ways[end] = [];
    for (let start = Math.max(0, end - 6); start < end; start++) {
      const piece = letters.slice(start, end);
      if (!SYLLABLE.test(piece)) continue;
      for (const way of ways[start]) ways[end].push([...way, piece]);
    }
    ways[end].sort((a, b) => a.length - b.length);
    ways[end].length = Math.min(ways[end].length, 6);
  }
  return ways[letters.length];
}

/**
 * Words that stand in the archive and sound as what was typed, the likeliest first.
 * @param {Index} index @param {string} typed @returns {Promise<string[]>}
 */
export async function meant(index, typed) {
  const letters = plain(typed).replace(/[^a-z\s'’]/g, "");
  if (!letters.trim() || letters.replace(/[\s'’]/g, "").length < plain(typed).replace(/[\s'’"“”-]/g, "").length) {
    return /[\u3400-\u9fff]/.test(typed) ? alike(index, typed) : [];
  }
  const names = await named(index, letters.replace(/[\s'’]/g, ""));
  /** @type {string[]} */
  const words = [];
  const spaced = letters.split(/[\s'’]+/).filter(Boolean);
  /** @type {string[][]} */
  let ways = [[]];
  for (const part of spaced) {
    const here = syllables(part);
    ways = ways.flatMap((way) => here.map((more) => [...way, ...more])).slice(0, 8);
  }
  if (!ways.length && spaced.length > 1) ways = syllables(spaced.join(""));
  const found = (await Promise.all(ways.filter((way) => way.length).map((way) => spoken(index, way.map((s) => [s]), null)))).flat();
  found.sort((a, b) => b.score - a.score);
  for (const { word } of found) words.push(word);
  return [...new Set([...names, ...words])].slice(0, 8);
}

/** Names of people and places with this pinyin, these initials or this Latin name. @param {Index} index @param {string} letters */
async function named(index, letters) {
  let rows;
  try {
    rows = (await index.own(`names/${letters[0]}.gz`)).split("\n");
  } catch {
    return [];
  }
  /** @type {string[]} */
  const exact = [];
  /** @type {string[]} */
  const initials = [];
  for (const row of rows) {
    const [name, pinyin, first, latin] = row.split("\t");
    if (pinyin === letters || latin.split("/").includes(letters)) exact.push(name);
    else if (first === letters) initials.push(name);
  }
  exact.sort((a, b) => a.length - b.length);
  initials.sort((a, b) => a.length - b.length);
  return [...exact, ...(exact.length ? [] : initials)].slice(0, 6);
}

/** The likeliest characters for some syllables, each with its choices. @param {Index} index @param {string[][]} sounds @param {string[] | null} typed characters that were typed; keeping one is better than changing it @returns {Promise<{word: string, score: number}[]>} */
async function spoken(index, sounds, typed) {
  if (sounds.length < 2 || sounds.length > 24) return [];
  /** @typedef {{score: number, word: string}} Path */
  /** @type {Map<string, Path[]>} last character -> the best so far that end in it */
  let best = new Map();
  for (let at = 0; at + 1 < sounds.length; at++) {
    /** @type {{pair: string, count: number}[]} */
    const pairs = [];
    for (const sound of sounds[at]) {
      let file;
      try {
        file = await index.own(`sounds/${sound}.gz`);
      } catch {
        continue;
      }
      for (const line of file.split("\n")) {
        const [second, ...cells] = line.split("\t");
        if (!sounds[at + 1].includes(second)) continue;
        for (const cell of cells) {
          const chars = [...cell];
          pairs.push({ pair: chars[0] + chars[1], count: Number(chars.slice(2).join("")) });
        }
      }
    }
    /** @type {Map<string, Path[]>} */
    const next = new Map();
    for (const { pair, count } of pairs) {
      const [first, second] = [...pair];
      const before = at === 0 ? [{ score: kept(typed, 0, first), word: first }] : (best.get(first) ?? []);
      const paths = next.get(second) ?? [];
      for (const path of before) {
        paths.push({ score: path.score + Math.log(1 + count) + kept(typed, at + 1, second), word: path.word + second });
      }
      next.set(second, paths);
    }
    for (const paths of next.values()) {
      paths.sort((a, b) => b.score - a.score);
      paths.length = Math.min(paths.length, WAYS);
    }
    best = next;
    if (!best.size) return [];
  }
  return [...best.values()].flat().sort((a, b) => b.score - a.score).slice(0, BEAM);
}

/** @param {string[] | null} typed @param {number} at @param {string} char */
function kept(typed, at, char) {
  return typed && typed[at] === char ? 3 : 0;
}

/** Words that sound like the Chinese that was typed. @param {Index} index @param {string} typed @returns {Promise<string[]>} */
async function alike(index, typed) {
  /** @type {Map<string, string[]>} */
  const sounds = new Map();
  for (const line of (await index.own("chars.gz")).split("\n")) {
    const [sound, chars] = line.split("\t");
    for (const char of chars) sounds.set(char, [...(sounds.get(char) ?? []), sound]);
  }
  const folder = /** @type {import("./fold.js").Folder} */ (index.folder);
  const chars = [...folder.fold(typed)].filter((char) => /[\u3400-\u9fff]/.test(char));
  if (chars.length < 2 || chars.some((char) => !sounds.has(char))) return [];
  const found = await spoken(index, chars.map((char) => sounds.get(char) ?? []), chars);
  const same = chars.join("");
  return found.map((one) => one.word).filter((word) => word !== same).slice(0, 8);
}
