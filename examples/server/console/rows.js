// Keeps a list on the page in step with data, and lets alone what stays: its focus, its being open.

/**
 * Has `list` hold one child for each of `items`, in their order. `make` makes the child of an item that is new, and
 * `renew`, if given, brings any child up to date.
 */
export function keepRows(list, items, { key, make, renew = () => {} }) {
  const known = new Map([...list.children].map((row) => [row.dataset.key, row]));
  const wanted = items.map((item) => {
    const name = String(key(item));
    const row = known.get(name) ?? make(item);
    row.dataset.key = name;
    renew(row, item);
    return row;
  });
  const kept = new Set(wanted);
  for (const row of known.values()) if (!kept.has(row)) row.remove();
  wanted.forEach((row, place) => {
    if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null);
  });
}

/** Sets a text, if it is another: what is not touched is not read out again. */
export function setText(node, text) {
  if (node.textContent !== String(text)) node.textContent = text;
}
