import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** The server's side of one real WebSocket connection. */
export interface Peer {
  readonly path: string;
  /** Text frames of the client so far. */
  readonly frames: readonly string[];
  readonly closed: Promise<void>;
  send(text: string): void;
  /** Breaks the connection. */
  destroy(): void;
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const CLOSE = 8;

/** A WebSocket server on a loopback port, as small as RFC 6455 allows: short unfragmented frames. */
export async function webSocketServer(onFrame: (peer: Peer) => void) {
  const sockets = new Set<Duplex>();
  const peers: Peer[] = [];
  const server = createServer();
  server.on('upgrade', ({ headers, url: path = '' }, socket: Duplex) => {
    sockets.add(socket);
    const key = createHash('sha1').update(`${headers['sec-websocket-key']}${GUID}`).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.write(`${[...head, `Sec-WebSocket-Accept: ${key}`].join('\r\n')}\r\n\r\n`);
    const frames: string[] = [];
    const closed = once(socket, 'close').then(() => undefined);
    const peer = { path, frames, closed, send: sender(socket), destroy: () => socket.destroy() };
    peers.push(peer);
    let rest = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (let frame = readFrame(rest); frame !== undefined; frame = readFrame(rest)) {
        rest = rest.subarray(frame.length);
        if (frame.opcode === CLOSE) socket.end(Buffer.from([0x80 | CLOSE, 0]));
        else {
          frames.push(frame.text);
          onFrame(peer);
        }
      }
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { baseUrl: `http://127.0.0.1:${port}/sub/`, peers, close };
}

function sender(socket: Duplex): (text: string) => void {
  return (text) => {
    const payload = Buffer.from(text);
    const head =
      payload.length < 126 ? [0x81, payload.length] : [0x81, 126, payload.length >> 8, payload.length & 255];
    socket.write(Buffer.concat([Buffer.from(head), payload]));
  };
}

/** The first masked frame of the bytes, once all of it is there. */
function readFrame(bytes: Buffer): { opcode: number; text: string; length: number } | undefined {
  if (bytes.length < 6) return undefined;
  const size = bytes.readUInt8(1) & 127;
  const length = 6 + size;
  if (bytes.length < length) return undefined;
  const mask = bytes.subarray(2, 6);
  const text = Buffer.from(
    bytes.subarray(6, length).map((byte, at) => byte ^ (mask[at % 4] ?? 0)),
  ).toString();
  return { opcode: bytes.readUInt8(0) & 15, text, length };
}
