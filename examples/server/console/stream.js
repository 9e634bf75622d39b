// Follows the server's events for as long as the page is there.
//
// Not by EventSource, which cannot tell why it was refused, and waits for ever on a connection that is dead.

const RETRY_MS = 3_000;
// The server says something every 15 s.
const SILENCE_MS = 45_000;

/** Calls `take(name, data)` for each event, and `lost(why)` with `full`, `dropped` or `gone` before it tries again. */
export async function follow(url, take, lost) {
  for (;;) {
    lost(await listen(url, take));
    await new Promise((next) => setTimeout(next, RETRY_MS));
  }
}

/** Takes what comes until it ends, and resolves with why. */
async function listen(url, take) {
  const ended = new AbortController();
  let silence;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => ended.abort(), SILENCE_MS);
  };
  heard();
  try {
    const options = { signal: ended.signal, headers: { accept: "text/event-stream" } };
    const answer = await fetch(url, options);
    if (answer.status === 503) return "full";
    if (!answer.ok) return "gone";
    let rest = "";
    let why = "gone";
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return why;
      heard();
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const [, name, data] = block.match(/^event: (\w+)\ndata: (.*)$/) ?? [];
        if (name === "dropped") why = name;
        else if (name) take(name, JSON.parse(data));
      }
    }
  } catch {
    return "gone";
  } finally {
    clearTimeout(silence);
    ended.abort();
  }
}
