/** Just enough to test the WAMP module without a router: a socket under the test's control, and a few assertions. */
import { WampConnection } from '../wamp/wamp.js';

export const WELCOME = [2, 77, { roles: { broker: {}, dealer: { features: { call_canceling: true } } } }];

/** A WebSocket whose other end is the test. */
class FakeSocket {
  sent = [];
  readyState = 0;

  constructor(url, protocols) {
    this.url = url;
    this.protocols = protocols;
    [this.protocol] = protocols;
  }

  send(frame) {
    this.sent.push(JSON.parse(frame));
  }

  close(code) {
    this.readyState = 2;
    this.closedWith = code;
    setTimeout(() => this.lose(code));
  }

  accept() {
    this.readyState = 1;
    this.onopen();
  }

  receive(...messages) {
    messages.forEach((message) => this.onmessage({ data: typeof message === 'string' ? message : JSON.stringify(message) }));
  }

  lose(code = 1006, reason = '') {
    this.readyState = 3;
    this.onclose({ code, reason });
  }

  /** The last message that the client sent. */
  get last() {
    return this.sent.at(-1);
  }
}

/** A connection that is connecting: `{ wamp, sockets, states, socket }`. */
export function connecting(options = {}) {
  const sockets = [];
  const WebSocket = function open(...details) {
    const socket = new FakeSocket(...details);
    sockets.push(socket);
    return socket;
  };
  const wamp = new WampConnection({
    url: 'ws://router/ws', realm: 'realm1', backoff: { first: 1, max: 1, jitter: 0 }, WebSocket, ...options,
  });
  const states = [];
  wamp.addEventListener('state', ({ detail }) => states.push(detail));
  wamp.open();
  return { wamp, sockets, states, socket: sockets[0] };
}

/** A connection that has joined; the HELLO is forgotten. */
export function joined(options) {
  const parts = connecting(options);
  join(parts.socket);
  return parts;
}

export function join(socket, welcome = WELCOME) {
  socket.accept();
  socket.receive(welcome);
  socket.sent.shift();
}

/** Lets promises that are settled reach those who wait for them. */
export const settle = () => new Promise((resolve) => setTimeout(resolve));

export async function until(condition) {
  const end = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > end) {
      throw new Error(`Never: ${condition}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export function equal(actual, expected) {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) {
    throw new Error(`Expected ${right} but was ${left}`);
  }
}

export async function rejected(promise) {
  let value;
  try {
    value = await promise;
  } catch (ex) {
    return ex;
  }
  throw new Error(`Expected a rejection but was ${JSON.stringify(value)}`);
}

/** Runs `{ name: test }`; gives `[{ name, error }]`. */
export async function run(tests) {
  const outcomes = [];
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      outcomes.push({ name, error: null });
    } catch (ex) {
      outcomes.push({ name, error: ex.stack ?? String(ex) });
    }
  }
  return outcomes;
}
