// WebSocket connections over bare TCP, for endings that no browser would cause.

const { randomBytes } = require("node:crypto");
const net = require("node:net");

/** Opens a connection, hands its TCP socket to `act`, and resolves when TCP has ended. */
function connection(server, path, act) {
  const { hostname, port } = new URL(server);
  const socket = net.connect(Number(port), hostname);
  socket.setNoDelay(true);
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\n` +
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
  );
  // The answer is short and comes alone, since the server waits for us.
  socket.once("data", () => act(socket));
  // A reset is among what is caused here.
  socket.on("error", () => {});
  return new Promise((resolve) => socket.on("close", resolve));
}

/** A client's frame of at most 125 bytes, with an all-zero mask. */
function frame(opcode, payload) {
  const bytes = Buffer.from(payload);
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | bytes.length, 0, 0, 0, 0]), bytes]);
}

function textFrame(text) {
  return frame(1, text);
}

function closeFrame(code, reason = "") {
  return frame(8, Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]));
}

module.exports = { closeFrame, connection, frame, textFrame };
