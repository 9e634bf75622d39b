// The example server as a process: its addresses and its metrics.

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const TIMEOUT_MS = 20_000;
const SAMPLE = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /(\w+)="([^"]*)"/g;

/** Returns the first result of `probe` that is true; `what` says what was waited for. */
async function waitFor(what, probe) {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const result = await probe();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`waited ${TIMEOUT_MS / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Listens on free ports; keeps what it prints in files of `folder`. */
class Server {
  static async start(executable, folder, ...more) {
    const [stdout, stderr] = ["stdout", "stderr"].map((name) =>
      path.join(folder, `server.${name}`),
    );
    const output = [stdout, stderr].map((file) => fs.openSync(file, "w"));
    const options = ["--ws", "127.0.0.1:0", "--http", "127.0.0.1:0", "--log", "json", ...more];
    const server = new Server();
    server.process = spawn(executable, options, { stdio: ["ignore", ...output] });
    const addressAfter = (words) =>
      waitFor(`the line "${words}"`, () => {
        const printed = fs.readFileSync(stderr, "utf8");
        if (server.process.exitCode !== null) throw new Error(`the server ended: ${printed}`);
        return printed.match(new RegExp(`^${words} (.*)\n`, "m"))?.[1];
      });
    try {
      server.ws = await addressAfter("websocket listening on");
      server.http = await addressAfter("http listening on");
    } catch (error) {
      server.kill();
      throw error;
    }
    return server;
  }

  kill() {
    this.process.kill("SIGKILL");
  }

  terminate() {
    this.process.kill("SIGTERM");
  }

  /** Resident memory in bytes. */
  memory() {
    const status = fs.readFileSync(`/proc/${this.process.pid}/status`, "utf8");
    return 1024 * Number(status.match(/^VmRSS:\s+(\d+) kB$/m)[1]);
  }

  /** A snapshot of all samples. */
  async metrics() {
    const answer = await fetch(`${this.http}/metrics`);
    if (answer.status !== 200) throw new Error(`/metrics says ${answer.status}`);
    const samples = [];
    for (const line of (await answer.text()).split("\n")) {
      if (!line || line.startsWith("#")) continue;
      const [, name, labels, value] = line.match(SAMPLE);
      const pairs = [...(labels ?? "").matchAll(LABEL)].map(([, label, text]) => [label, text]);
      samples.push({ name, labels: Object.fromEntries(pairs), value: Number(value) });
    }
    return new Metrics(samples);
  }
}

class Metrics {
  constructor(samples) {
    this.samples = samples;
  }

  total(name) {
    const ours = this.samples.filter((sample) => sample.name === name);
    return ours.reduce((sum, { value }) => sum + value, 0);
  }

  /** The closes that are not 0, by `code initiator outcome`. */
  closes() {
    const counted = this.samples.filter(
      ({ name, value }) => name === "websocket_closes_total" && value > 0,
    );
    return new Map(
      counted.map(({ labels, value }) => [
        `${labels.code} ${labels.initiator} ${labels.outcome}`,
        value,
      ]),
    );
  }

  /** What changed among the closes since `before`: pairs of labels and difference. */
  closesSince(before) {
    const known = before.closes();
    const changes = [...this.closes()].map(([key, value]) => [key, value - (known.get(key) ?? 0)]);
    return changes.filter(([, change]) => change !== 0);
  }
}

module.exports = { Server, waitFor };
