// What the server tells, kept as the page needs it.

import { follow } from "./stream.js";

const KEPT_SECONDS = 3605;
// As many as the server keeps of each concern.
const KEPT_ENDINGS = 100;

/** Follows `/events`. Dispatches `change` after every event, `ending` for every ending, and `lost` with why. */
export class Live extends EventTarget {
  connected = false;
  openCount = 0;
  /** The newest, newest first. */
  open = [];
  /** Newest first. */
  endings = [];
  /** By start, in seconds since the epoch: `{ start, opened, counts }`, where `counts` pairs kinds with counts. */
  spans = new Map();
  /** How far the server's clock is ahead of ours, in ms. */
  ahead = 0;

  follow(url) {
    const take = (name, told) => {
      if (name === "snapshot") this.begin();
      this.take(told);
      this.connected = true;
      this.dispatchEvent(new Event("change"));
    };
    const lost = (why) => {
      this.connected = false;
      this.dispatchEvent(new CustomEvent("lost", { detail: why }));
    };
    follow(url, take, lost);
  }

  /** The server's time in ms. */
  now() {
    return Date.now() + this.ahead;
  }

  /** All of it as it is now, and stays. */
  frozen() {
    const { openCount, open, endings } = this;
    const now = this.now();
    return { openCount, open, endings, spans: new Map(this.spans), now: () => now };
  }

  begin() {
    this.endings = [];
    this.spans.clear();
  }

  take({ now, open_count, open, kinds, spans, texts, endings }) {
    this.ahead = now - Date.now();
    this.openCount = open_count;
    this.open = open;
    for (const { start, opened, counts } of spans) {
      const pairs = counts.map(([place, count]) => [kinds[place], count]);
      this.spans.set(start, { start, opened, counts: pairs });
    }
    for (const start of this.spans.keys()) {
      if (start >= now / 1000 - KEPT_SECONDS) break;
      this.spans.delete(start);
    }
    const fresh = endings.map(({ text, ...ending }) => ({ ...ending, texts: texts[text] }));
    this.endings = newest([...fresh, ...this.endings]);
    for (const ending of fresh) this.dispatchEvent(new CustomEvent("ending", { detail: ending }));
  }
}

/** The newest of each concern. */
function newest(endings) {
  const kept = new Map();
  return endings.filter(({ concern }) => {
    const count = kept.get(concern) ?? 0;
    kept.set(concern, count + 1);
    return count < KEPT_ENDINGS;
  });
}
