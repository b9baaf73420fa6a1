/**
 * A WAMP v2 client for browsers: caller, callee, publisher and subscriber over one WebSocket, wamp.2.json.
 *
 *   const wamp = new WampConnection({ url: 'ws://localhost:8080/ws', realm: 'realm1' });
 *   wamp.open();
 *   await wamp.subscribe('com.myapp.oncounter', ({ args: [count] }) => console.log(count));
 *   const { value } = await wamp.call('com.myapp.add2', [2, 3]);
 */
import { NotConnectedError, ProtocolViolation, SUBPROTOCOL, Type, WampError, decode, encode, typeName } from './messages.js';
import { ROLES, Result, Session } from './session.js';

export { NotConnectedError, ProtocolViolation, Result, Session, Type, WampError, typeName };

const NORMAL = 'wamp.close.close_realm';
const ANSWER = 'wamp.close.goodbye_and_out';

/** Reasons for which a router will refuse us tomorrow as it does today. */
const HOPELESS = new Set([
  'wamp.error.no_such_realm',
  'wamp.error.no_such_role',
  'wamp.error.no_auth_method',
  'wamp.error.no_matching_auth_method',
  'wamp.error.authentication_denied',
  'wamp.error.authentication_failed',
  'wamp.error.authentication_required',
  'wamp.error.authorization_failed',
  'wamp.error.not_authorized',
]);

/** Milliseconds: the first pause, the longest, how fast it grows, and the share that chance may take off. */
const BACKOFF = { first: 500, max: 15_000, factor: 1.7, jitter: 0.5 };
const JOIN_TIMEOUT = 10_000;
const GOODBYE_TIMEOUT = 2_000;

/**
 * Keeps a session joined. Subscriptions and registrations come back with every session.
 *
 * Events: `state` with `detail.state` one of connecting, joined, waiting (then `retryIn`, in milliseconds), failed and closed,
 * and `detail.reason`; `message` with `detail.direction` (in or out) and `detail.message`, for those who want to look.
 */
export class WampConnection extends EventTarget {
  #options;
  #state = 'closed';
  #session;
  #link;
  #retry;
  #attempts = 0;
  #subscriptions = new Map();
  #registrations = new Set();

  constructor({ url, realm, details = {}, backoff = {}, WebSocket = globalThis.WebSocket }) {
    super();
    this.#options = { url, realm, details, backoff: { ...BACKOFF, ...backoff }, WebSocket };
  }

  get state() {
    return this.#state;
  }

  /** The joined session, or undefined. */
  get session() {
    return this.#session;
  }

  /** Connects now, whether closed, failed or waiting for the next attempt. */
  open() {
    if (this.#state === 'connecting' || this.#state === 'joined') {
      return;
    }
    clearTimeout(this.#retry);
    this.#change('connecting');
    try {
      this.#link = this.#connect();
    } catch (ex) {
      // A URL that is none, or ws: on a page that came by https:
      this.#change('failed', { reason: ex.message });
    }
  }

  /** Says GOODBYE and stays away until the next open(). */
  close() {
    clearTimeout(this.#retry);
    const link = this.#link;
    const joined = this.#session;
    this.#lose(link, 'The connection was closed', { final: 'closed' });
    if (joined) {
      link.send([Type.GOODBYE, {}, NORMAL]);
      setTimeout(() => link.socket.close(1000), GOODBYE_TIMEOUT);
    } else {
      link?.socket.close(1000);
    }
  }

  /** See Session.call(). */
  async call(procedure, args, kwargs, options) {
    return this.#joined().call(procedure, args, kwargs, options);
  }

  /** See Session.publish(). */
  async publish(topic, args, kwargs, options) {
    return this.#joined().publish(topic, args, kwargs, options);
  }

  /**
   * Subscribes now and at every join to come. Handlers of one topic and match policy share a subscription. The promise gives a
   * function that unsubscribes; it waits for a session, and fails where the router refuses.
   */
  async subscribe(topic, handler, options = {}) {
    const key = JSON.stringify([topic, options.match ?? 'exact']);
    let entry = this.#subscriptions.get(key);
    if (!entry) {
      entry = { handlers: new Set(), ...settled() };
      entry.restore = (session) => session.subscribe(topic, options, (event) => this.#deliver(entry, event), forget);
      this.#subscriptions.set(key, entry);
    }
    const forget = () => this.#subscriptions.get(key) === entry && this.#subscriptions.delete(key);
    const token = { handler };
    entry.handlers.add(token);
    this.#restore(entry, forget);
    await entry.promise;
    return async () => {
      entry.handlers.delete(token);
      await this.#restored(entry);
      // Another subscriber may have come while we waited
      if (entry.handlers.size === 0 && forget() && entry.session === this.#session) {
        await entry.session?.unsubscribe(entry.id);
      }
    };
  }

  /** Registers now and at every join to come. The promise gives a function that unregisters. */
  async register(procedure, handler, options = {}) {
    const entry = settled();
    const forget = () => this.#registrations.delete(entry);
    entry.restore = (session) => session.register(procedure, options, handler, forget);
    this.#registrations.add(entry);
    this.#restore(entry, forget);
    await entry.promise;
    return async () => {
      await this.#restored(entry);
      if (forget() && entry.session === this.#session) {
        await entry.session?.unregister(entry.id);
      }
    };
  }

  #deliver(entry, event) {
    for (const { handler } of entry.handlers) {
      try {
        handler(event);
      } catch (ex) {
        console.error(`A handler of ${event.topic} failed`, ex);
      }
    }
  }

  /** Brings an entry into the present session, if there is one and it is not there yet. */
  #restore(entry, forget) {
    const session = this.#session;
    if (session && entry.session !== session) {
      entry.session = session;
      entry.restoring = entry.restore(session).then(
        (id) => {
          entry.id = id;
          entry.resolve();
        },
        (ex) => {
          // Without a session it is tried again at the next join; a refusal is final
          if (!(ex instanceof NotConnectedError)) {
            forget();
            entry.reject(ex);
          }
        },
      );
    }
  }

  /** Waits until no attempt to bring the entry into a session is under way. */
  async #restored(entry) {
    let restoring;
    do {
      restoring = entry.restoring;
      await restoring;
    } while (restoring !== entry.restoring);
  }

  #joined() {
    if (!this.#session) {
      throw new NotConnectedError(`Not joined to ${this.#options.realm}`);
    }
    return this.#session;
  }

  #connect() {
    const socket = new this.#options.WebSocket(this.#options.url, [SUBPROTOCOL]);
    const link = { socket, timer: setTimeout(() => this.#drop(link, 'The router did not answer in time'), JOIN_TIMEOUT) };
    link.send = (message) => {
      const frame = encode(message);
      if (socket.readyState === 1) {
        socket.send(frame);
        this.#trace('out', message);
      }
    };
    socket.onopen = () => this.#hello(link);
    socket.onmessage = ({ data }) => this.#receive(link, data);
    socket.onclose = ({ code, reason }) => this.#lose(link, reason || closeReason(code, this.#options.url));
    return link;
  }

  #hello(link) {
    if (link.socket.protocol !== SUBPROTOCOL) {
      this.#drop(link, `The endpoint does not speak ${SUBPROTOCOL}`, { final: 'failed' });
      return;
    }
    const { realm, details } = this.#options;
    link.send([Type.HELLO, realm, { agent: 'wamp.js (WAMP for Spring Boot demo)', authmethods: ['anonymous'], ...details, roles: ROLES }]);
  }

  #receive(link, frame) {
    try {
      const message = decode(frame);
      this.#trace('in', message);
      if (link !== this.#link) {
        this.#onFarewell(link, message);
      } else if (message[0] === Type.ABORT) {
        this.#onAbort(link, message);
      } else if (this.#session) {
        this.#onMessage(link, message);
      } else {
        this.#onHandshake(link, message);
      }
    } catch (ex) {
      if (!(ex instanceof ProtocolViolation)) {
        throw ex;
      }
      link.send([Type.ABORT, { message: ex.message }, 'wamp.error.protocol_violation']);
      this.#drop(link, `The router violated the protocol: ${ex.message}`);
    }
  }

  #onHandshake(link, [type, ...fields]) {
    if (type === Type.CHALLENGE) {
      link.send([Type.ABORT, { message: 'This client is anonymous' }, 'wamp.error.no_auth_method']);
      this.#drop(link, `The router asks for ${fields[0]}, and this client is anonymous`, { final: 'failed' });
      return;
    }
    if (type !== Type.WELCOME) {
      throw new ProtocolViolation(`${typeName(type)} before WELCOME`);
    }
    clearTimeout(link.timer);
    const [id, details] = fields;
    this.#session = new Session(id, this.#options.realm, details, link.send);
    this.#attempts = 0;
    this.#change('joined');
    this.#subscriptions.forEach((entry, key) => this.#restore(entry, () => this.#subscriptions.delete(key)));
    this.#registrations.forEach((entry) => this.#restore(entry, () => this.#registrations.delete(entry)));
  }

  #onMessage(link, message) {
    if (message[0] === Type.GOODBYE) {
      link.send([Type.GOODBYE, {}, ANSWER]);
      this.#drop(link, `The router said goodbye: ${message[2]}`);
    } else {
      this.#session.receive(message);
    }
  }

  /** We left: only the answer to our GOODBYE matters. */
  #onFarewell(link, [type]) {
    if (type === Type.GOODBYE || type === Type.ABORT) {
      link.socket.close(1000);
    }
  }

  #onAbort(link, [, details, uri]) {
    const reason = details.message ? `${details.message} (${uri})` : uri;
    this.#drop(link, reason, HOPELESS.has(uri) ? { final: 'failed' } : {});
  }

  #drop(link, reason, outcome) {
    this.#lose(link, reason, outcome);
    link.socket.close(1000);
  }

  /** The link is gone, or is as good as gone: fails what was pending, and tries again unless that is final. */
  #lose(link, reason, { final } = {}) {
    if (link !== this.#link && !final) {
      return;
    }
    clearTimeout(link?.timer);
    this.#link = undefined;
    const session = this.#session;
    this.#session = undefined;
    if (final) {
      this.#change(final, { reason });
    } else {
      const retryIn = this.#pause();
      this.#retry = setTimeout(() => this.open(), retryIn);
      this.#change('waiting', { reason, retryIn });
    }
    session?.end(reason);
  }

  #pause() {
    const { first, max, factor, jitter } = this.#options.backoff;
    const pause = Math.min(max, first * factor ** this.#attempts++);
    return Math.round(pause * (1 - jitter * Math.random()));
  }

  #change(state, detail = {}) {
    this.#state = state;
    this.dispatchEvent(new CustomEvent('state', { detail: { state, ...detail } }));
  }

  #trace(direction, message) {
    this.dispatchEvent(new CustomEvent('message', { detail: { direction, message } }));
  }
}

/** A promise with its outcome in the hands of who holds it, and no complaint when nobody waits. */
function settled() {
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  result.promise.catch(() => {});
  return result;
}

function closeReason(code, url) {
  return code === 1006 ? `No connection to ${url}` : `The connection was closed (${code})`;
}
