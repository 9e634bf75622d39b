// What the server tells, kept as the page needs it.

const KEPT_OPEN = 1000;
const LISTED_ENDINGS = 50;
const REMEMBERED_SECONDS = 600;

/** Follows `/events`. Dispatches `change` after every event, and `ending` for every ending seen. */
export class Live extends EventTarget {
  connected = false;
  opened = 0;
  openCount = 0;
  /** The newest, by id. */
  open = new Map();
  /** Newest first. */
  endings = [];
  /** By key: label, name, initiator, outcome and count, as `websocket_closes_total` has them. */
  kinds = new Map();
  /** By second since the epoch: counts by key. */
  seconds = new Map();
  /** How far the server's clock is ahead of ours, in ms. */
  ahead = 0;

  follow(url) {
    const source = new EventSource(url);
    const on = (name, take) =>
      source.addEventListener(name, (event) => {
        take.call(this, JSON.parse(event.data));
        this.connected = true;
        this.dispatchEvent(new Event("change"));
      });
    on("snapshot", this.begin);
    on("opened", this.addOpen);
    on("closed", this.addEnding);
    // The browser tries again by itself, and then gets a snapshot.
    source.addEventListener("error", () => {
      this.connected = false;
      this.dispatchEvent(new Event("change"));
    });
  }

  /** The server's time in ms. */
  now() {
    return Date.now() + this.ahead;
  }

  total(counts = () => true) {
    return [...this.kinds.values()].filter(counts).reduce((sum, kind) => sum + kind.count, 0);
  }

  begin(snapshot) {
    this.ahead = snapshot.now - Date.now();
    this.opened = snapshot.opened;
    this.openCount = snapshot.open_count;
    this.open = new Map(snapshot.open.reverse().map((it) => [it.id, it]));
    this.kinds = new Map(snapshot.totals.map((kind) => [keyOf(kind), kind]));
    const keys = [...this.kinds.keys()];
    this.seconds = new Map(
      snapshot.seconds.map(([second, counts]) => [
        second,
        new Map(Object.entries(counts).map(([place, count]) => [keys[place], count])),
      ]),
    );
    this.endings = snapshot.endings;
    for (const ending of snapshot.endings) this.tell(ending);
  }

  addOpen(connection) {
    this.opened += 1;
    this.openCount += 1;
    this.open.set(connection.id, connection);
    if (this.open.size > KEPT_OPEN) this.open.delete(this.open.keys().next().value);
  }

  addEnding(ending) {
    this.openCount -= 1;
    this.open.delete(ending.id);
    this.endings.unshift(ending);
    this.endings.length = Math.min(this.endings.length, LISTED_ENDINGS);

    const { code_label: label, initiator, outcome } = ending;
    const key = keyOf({ label, initiator, outcome });
    const name = label === "other" ? "Not a legal code" : ending.name;
    const kind = this.kinds.get(key) ?? { label, name, initiator, outcome, count: 0 };
    this.kinds.set(key, { ...kind, count: kind.count + 1 });

    const second = Math.floor(ending.at / 1000);
    const counts = this.seconds.get(second) ?? new Map();
    this.seconds.set(second, counts.set(key, (counts.get(key) ?? 0) + 1));
    for (const old of this.seconds.keys()) {
      if (old >= second - REMEMBERED_SECONDS) break;
      this.seconds.delete(old);
    }
    this.tell(ending);
  }

  tell(ending) {
    this.dispatchEvent(new CustomEvent("ending", { detail: ending }));
  }
}

function keyOf({ label, initiator, outcome }) {
  return `${label} ${initiator} ${outcome}`;
}
