// An incident: a server that fails, lets sockets go and loses peers, in the midst of what is usual.

const { closeFrame, connection, frame, textFrame } = require("./raw_client.js");

/** Has the server close, and answers with the code that then comes. */
const ordered = (code, reason, comes = code) => (socket) => {
  socket.write(textFrame(`/close ${code} ${reason}`));
  socket.once("data", () => socket.write(closeFrame(comes)));
};
const sends = (bytes) => (socket) => socket.write(bytes);

/** How connections end: of how many hundred, what that is to an operator, at which path, and how. */
const INCIDENT = [
  [30, "routine", "/endpoint/chat", sends(closeFrame(1001))],
  [18, "routine", "/endpoint/chat", sends(closeFrame(1000, "done"))],
  [6, "routine", "/chat/lobby", sends(closeFrame(4001, "signed out"))],
  [4, "routine", "/chat/lobby", sends(closeFrame(4100, "tab asleep"))],
  [2, "routine", "/chat/lobby", sends(closeFrame(4901, "<b>bold</b>"))],
  [1, "routine", "/chat/lobby", ordered(1013, "come back later")],
  [12, "fault", "/endpoint/quotes", ordered(1011, "database gone")],
  [4, "fault", "/endpoint/quotes", sends(textFrame("/drop"))],
  [1, "fault", "/endpoint/quotes", ordered(1006, "", 1011)],
  [6, "rejection", "/chat/lobby", ordered(1008, "no subscription")],
  [8, "lost", "/endpoint/chat", (socket) => socket.end()],
  [3, "lost", "/endpoint/chat", (socket) => socket.resetAndDestroy()],
  [3, "peer", "/feed", sends(Buffer.from([0x81, 1, 65]))],
  [1, "peer", "/feed", sends(frame(1, [0xff]))],
  [1, "peer", "/feed", sends(closeFrame(1006))],
];
/** The endpoints among the paths, as options of the server. */
const ENDPOINTS = ["--endpoint", "chat", "--endpoint", "quotes"];

/** Ends `count` connections, a multiple of 100, so many at once, and resolves when all have ended. */
async function incident(ws, count, atOnce = 50) {
  const hundred = INCIDENT.flatMap(([weight, , path, act]) => Array(weight).fill([path, act]));
  let next = 0;
  const one = async () => {
    while (next < count) {
      // 37 and 100 have no divisor in common: every kind comes early, and often.
      const [path, act] = hundred[(next++ * 37) % hundred.length];
      await connection(ws, path, act);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

/** How many of `count` are of each concern. */
function concerns(count) {
  const sums = {};
  for (const [weight, concern] of INCIDENT) {
    sums[concern] = (sums[concern] ?? 0) + (weight * count) / 100;
  }
  return sums;
}

module.exports = { ENDPOINTS, concerns, incident };
