// What happened in the window that the reader has chosen. All counts of the page are taken from here, so that they
// agree.

/** As many in every window, so that a bar is as many seconds wide as the window has minutes. */
export const BARS = 60;

/**
 * The last `minutes` of what `view` has seen: `{ opened, bars }`. A bar is `{ from, width, counts }`, where `counts`
 * pairs kinds with counts; the oldest comes first.
 */
export function windowOf(view, minutes) {
  const width = minutes;
  const last = Math.floor(view.now() / 1000 / width) * width;
  const first = last - (BARS - 1) * width;
  const bars = Array.from({ length: BARS }, (_, place) => ({
    from: first + place * width,
    width,
    counts: [],
  }));
  let opened = 0;
  for (const span of view.spans.values()) {
    // A clock that runs ahead of what it told of counts for now.
    const bar = bars[Math.min(Math.floor((span.start - first) / width), BARS - 1)];
    if (!bar) continue;
    bar.counts.push(...span.counts);
    opened += span.opened;
  }
  return { opened, bars };
}

/** All kinds with their counts, in every bar. */
export function countsOf({ bars }) {
  return bars.flatMap(({ counts }) => counts);
}

/** Sums counts by what `by` makes of their kinds. */
export function sumsBy(counts, by) {
  const sums = new Map();
  for (const [kind, count] of counts) {
    const value = by(kind);
    sums.set(value, (sums.get(value) ?? 0) + count);
  }
  return sums;
}

export function total(counts) {
  return counts.reduce((sum, [, count]) => sum + count, 0);
}
