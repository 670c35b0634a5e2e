// @ts-check
/** Where things are: the site's root, the tree of the page's script and the index. */

export const root = new URL("../../", import.meta.url);
export const tree = (() => {
  const name = document.documentElement.dataset.tree ?? "";
  return new URL(name ? `${name}/` : "", root);
})();
export const data = new URL("search/data/", root);
