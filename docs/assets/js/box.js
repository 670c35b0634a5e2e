// @ts-check
/** The search box in the header: the best hits while typing; Enter leads to the search page. */

import { column, index, pages } from "./engine.js";
import { parse } from "./fold.js";
import { ranked } from "./index.js";
import { marked } from "./pages.js";
import { meant } from "./sounds.js";

const SHOWN = 5;

/** @param {HTMLFormElement} form */
export function start(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const list = /** @type {HTMLElement} */ (form.querySelector("[role=listbox]"));
  const said = /** @type {HTMLElement} */ (form.querySelector("[aria-live]"));
  let turn = 0;
  /** @type {number | undefined} */
  let timer;

  const options = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=option]")]);
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const chosen = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");
  const choose = (/** @type {number} */ at) => {
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", options()[at].id);
    else input.removeAttribute("aria-activedescendant");
  };

  async function look() {
    const mine = ++turn;
    const typed = input.value.trim();
    if (!typed) return close();
    await index.open();
    const folder = /** @type {import("./fold.js").Folder} */ (index.folder);
    const lengths = (await column("size")).map((row) => row[0] ?? 0);
    let parsed = parse(typed, folder);
    let docs = parsed.wanted.length ? await ranked(index, parsed, lengths) : [];
    if (!docs.length && mine === turn) {
      for (const word of (await meant(index, typed)).slice(0, 3)) {
        parsed = parse(word, folder);
        docs = await ranked(index, parsed, lengths);
        if (docs.length) break;
      }
    }
    const addresses = await index.addresses(docs.slice(0, SHOWN));
    const found = await Promise.all(addresses.map((at) => pages.read(at)));
    if (mine !== turn) return;
    list.replaceChildren(
      ...found.map((page, at) => {
        const option = document.createElement("a");
        const url = pages.url(addresses[at]);
        url.searchParams.set("h", parsed.wanted.join(" "));
        option.href = url.href;
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.tabIndex = -1;
        option.append(marked(page.heading, parsed.wanted, folder));
        const facts = document.createElement("small");
        facts.textContent = page.facts;
        option.append(facts);
        return option;
      }),
    );
    said.textContent = (form.dataset.sayFound ?? "").replace("{0}", String(docs.length));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch((error) => (console.info(error), close())), 200);
  };
  input.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) soon();
  });
  input.addEventListener("compositionend", soon);
  input.addEventListener("keydown", (event) => {
    const all = options();
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && !event.isComposing && !list.hidden && chosen() >= 0) {
      event.preventDefault();
      location.href = /** @type {HTMLAnchorElement} */ (all[chosen()]).href;
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden && all.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((chosen() + step + 1 + all.length + 1) % (all.length + 1)) - 1);
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) close();
  });
  if (input.value.trim()) soon();
}
