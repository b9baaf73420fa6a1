import { NotConnectedError, ProtocolViolation, Type, WampError, typeName, withPayload } from './messages.js';

/** What this client can do, announced in HELLO. */
export const ROLES = Object.freeze({
  caller: {
    features: {
      caller_identification: true,
      call_canceling: true,
      call_timeout: true,
      progressive_call_results: true,
    },
  },
  callee: {
    features: {
      caller_identification: true,
      call_canceling: true,
      pattern_based_registration: true,
      progressive_call_results: true,
      registration_revocation: true,
      shared_registration: true,
    },
  },
  publisher: {
    features: {
      publisher_exclusion: true,
      publisher_identification: true,
      subscriber_blackwhite_listing: true,
    },
  },
  subscriber: {
    features: {
      pattern_based_subscription: true,
      publisher_identification: true,
      subscription_revocation: true,
    },
  },
});

/** Positional and keyword results, for a procedure that has more to say than one value. */
export class Result {
  constructor(args = [], kwargs = {}, details = {}) {
    this.args = args;
    this.kwargs = kwargs;
    this.details = details;
  }

  /** The first positional result. */
  get value() {
    return this.args[0];
  }
}

/** How long a caller that cancelled waits for the answer. */
const CANCEL_PATIENCE = 5000;

/** One joined session: takes messages, emits messages, knows no socket. */
export class Session {
  #send;
  #lastRequest = 0;
  #lastInvocation = 0;
  #pending = new Map();
  #subscriptions = new Map();
  #registrations = new Map();
  #invocations = new Map();
  #ended;

  constructor(id, realm, details, send) {
    this.id = id;
    this.realm = realm;
    this.details = details;
    this.#send = send;
  }

  /** Whether the router announced a feature of its role, for example `has('dealer', 'call_canceling')`. */
  has(role, feature) {
    return this.details.roles?.[role]?.features?.[feature] === true;
  }

  /**
   * Calls a procedure. `onProgress` gets each progressive Result, an AbortSignal cancels in `cancelMode` (skip, kill or
   * killnowait); all further options go out as they are (timeout, disclose_me, …).
   */
  async call(procedure, args, kwargs, { onProgress, signal, cancelMode = 'kill', ...options } = {}) {
    signal?.throwIfAborted();
    if (onProgress) {
      options.receive_progress = true;
    }
    const message = withPayload([Type.CALL, 0, options, procedure], args, kwargs);
    const answer = this.#request(message, { onProgress });
    const cancel = () => this.#cancel(message[1], cancelMode);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await answer;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  #cancel(request, mode) {
    const pending = this.#pending.get(request);
    if (!pending) {
      return;
    }
    const giveUp = () => {
      this.#pending.delete(request);
      pending.reject(new WampError('wamp.error.canceled'));
    };
    if (!this.has('dealer', 'call_canceling')) {
      giveUp();
      return;
    }
    this.#send([Type.CANCEL, request, { mode }]);
    pending.timer = setTimeout(giveUp, CANCEL_PATIENCE);
  }

  /** Publishes; with `acknowledge: true` the promise waits for the broker and gives the publication's ID. */
  async publish(topic, args, kwargs, options = {}) {
    const message = withPayload([Type.PUBLISH, 0, options, topic], args, kwargs);
    return options.acknowledge ? this.#request(message) : this.#emit(message);
  }

  /** Subscribes; the handler gets `{ topic, args, kwargs, details }`. Gives the subscription's ID. */
  async subscribe(topic, options, handler, onRevoked) {
    // Set as the answer arrives: the first event may be right behind it
    const done = (id) => this.#subscriptions.set(id, { topic, handler, onRevoked });
    return this.#request([Type.SUBSCRIBE, 0, options, topic], { done });
  }

  async unsubscribe(id) {
    this.#subscriptions.delete(id);
    await this.#request([Type.UNSUBSCRIBE, 0, id]);
  }

  /**
   * Registers; the handler gets `{ procedure, args, kwargs, details, signal, progress }` and gives a value, a Result or a
   * promise of one. Gives the registration's ID.
   */
  async register(procedure, options, handler, onRevoked) {
    const done = (id) => this.#registrations.set(id, { procedure, handler, onRevoked });
    return this.#request([Type.REGISTER, 0, options, procedure], { done });
  }

  async unregister(id) {
    // Invocations that are on their way still find their handler
    await this.#request([Type.UNREGISTER, 0, id]);
    this.#registrations.delete(id);
  }

  /** Takes one checked message of a joined session. */
  receive(message) {
    const [type, ...fields] = message;
    switch (type) {
      case Type.RESULT:
        this.#onResult(...fields);
        break;
      case Type.ERROR:
        this.#onError(...fields);
        break;
      case Type.EVENT:
        this.#onEvent(...fields);
        break;
      case Type.PUBLISHED:
      case Type.SUBSCRIBED:
      case Type.REGISTERED:
        // Each acknowledgement's type is its request's plus one
        this.#settle(type - 1, fields[0], (pending) => {
          pending.done?.(fields[1]);
          pending.resolve(fields[1]);
        });
        break;
      case Type.UNSUBSCRIBED:
        this.#onGone(Type.UNSUBSCRIBE, this.#subscriptions, 'subscription', ...fields);
        break;
      case Type.UNREGISTERED:
        this.#onGone(Type.UNREGISTER, this.#registrations, 'registration', ...fields);
        break;
      case Type.INVOCATION:
        this.#onInvocation(...fields);
        break;
      case Type.INTERRUPT:
        this.#invocations.get(fields[0])?.abort();
        break;
      default:
        throw new ProtocolViolation(`${typeName(type)} in a joined session`);
    }
  }

  /** The session is over: whatever waits for an answer fails, whatever runs for a caller is aborted. */
  end(reason) {
    this.#ended = new NotConnectedError(reason);
    for (const pending of this.#pending.values()) {
      clearTimeout(pending.timer);
      pending.reject(this.#ended);
    }
    this.#pending.clear();
    this.#invocations.forEach((controller) => controller.abort());
    this.#invocations.clear();
  }

  /** Gives the message the next ID and sends it; an ID whose message could not be written is given again. */
  #emit(message) {
    if (this.#ended) {
      throw this.#ended;
    }
    message[1] = this.#lastRequest + 1;
    this.#send(message);
    this.#lastRequest = message[1];
  }

  async #request(message, extra) {
    this.#emit(message);
    return new Promise((resolve, reject) => {
      this.#pending.set(message[1], { type: message[0], resolve, reject, ...extra });
    });
  }

  /** Ends a pending request. An answer that comes after a cancel is late and no fault; one to nothing is. */
  #settle(type, request, action) {
    const pending = this.#pending.get(request);
    if (pending?.type === type) {
      this.#pending.delete(request);
      clearTimeout(pending.timer);
      action(pending);
    } else if (pending || request > this.#lastRequest) {
      throw new ProtocolViolation(`An answer to ${typeName(type)} ${request}, which was never sent`);
    }
  }

  #onResult(request, details, args = [], kwargs = {}) {
    const result = new Result(args, kwargs, details);
    if (details.progress === true) {
      guard(() => this.#pending.get(request)?.onProgress?.(result));
    } else {
      this.#settle(Type.CALL, request, (pending) => pending.resolve(result));
    }
  }

  #onError(type, request, details, uri, args, kwargs) {
    this.#settle(type, request, (pending) => pending.reject(new WampError(uri, args, kwargs)));
  }

  #onEvent(id, publication, details, args = [], kwargs = {}) {
    const subscription = this.#subscriptions.get(id);
    if (subscription) {
      const topic = details.topic ?? subscription.topic;
      guard(() => subscription.handler({ topic, args, kwargs, details: { ...details, publication } }));
    }
  }

  #onGone(type, entries, key, request, details = {}) {
    if (request !== 0) {
      this.#settle(type, request, (pending) => pending.resolve());
      return;
    }
    const entry = entries.get(details[key]);
    entries.delete(details[key]);
    guard(() => entry?.onRevoked?.(details.reason));
  }

  #onInvocation(request, id, details, args = [], kwargs = {}) {
    if (this.#invocations.has(request)) {
      throw new ProtocolViolation(`INVOCATION ${request} is running already`);
    }
    const controller = new AbortController();
    const { signal } = controller;
    this.#invocations.set(request, controller);
    const live = () => this.#invocations.get(request) === controller;
    const progress = (...values) => {
      if (details.receive_progress && live() && !signal.aborted) {
        this.#send(withPayload([Type.YIELD, request, { progress: true }], values));
      }
    };
    this.#invoke(request, id, { args, kwargs, details, signal, progress }).then((answer) => {
      if (live()) {
        this.#invocations.delete(request);
        this.#send(answer);
      }
    });
  }

  /** Runs the handler and gives the message that answers; never fails. */
  async #invoke(request, id, invocation) {
    try {
      const registration = this.#registrations.get(id);
      if (!registration) {
        throw new WampError('wamp.error.no_such_registration');
      }
      const procedure = invocation.details.procedure ?? registration.procedure;
      const value = await registration.handler({ procedure, ...invocation });
      const result = value instanceof Result ? value : new Result(value === undefined ? [] : [value]);
      return withPayload([Type.YIELD, request, {}], result.args, result.kwargs);
    } catch (ex) {
      return this.#failure(request, invocation.signal.aborted ? new WampError('wamp.error.canceled') : ex);
    }
  }

  #failure(request, ex) {
    const known = ex instanceof WampError;
    if (!known) {
      console.error('A procedure failed', ex);
    }
    const error = known ? ex : new WampError('wamp.error.runtime_error');
    return withPayload([Type.ERROR, Type.INVOCATION, request, {}, error.uri], error.args, error.kwargs);
  }
}

/** Runs an application's handler; what it throws must not harm the session. */
function guard(action) {
  try {
    action();
  } catch (ex) {
    console.error('A handler failed', ex);
  }
}
