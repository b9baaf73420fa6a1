/** Behaviour of the WAMP module, each as `'what it does': async () => { … }`. */
import { NotConnectedError, Result, Type, WampError } from '../wamp/wamp.js';
import { WELCOME, connecting, equal, join, joined, rejected, settle, until } from './harness.js';

const T = Type;

const joining = {
  'says HELLO with its roles over wamp.2.json': async () => {
    const { socket } = connecting();
    equal(socket.protocols, ['wamp.2.json']);
    socket.accept();
    const [type, realm, details] = socket.last;
    equal([type, realm], [T.HELLO, 'realm1']);
    equal(Object.keys(details.roles), ['caller', 'callee', 'publisher', 'subscriber']);
    equal(details.roles.callee.features.call_canceling, true);
  },
  'tells its states': async () => {
    const { socket, states, wamp } = connecting();
    join(socket);
    equal(states.map(({ state }) => state), ['connecting', 'joined']);
    equal(wamp.session.id, 77);
  },
  'connects again when the connection is lost': async () => {
    const { socket, sockets, states } = joined();
    socket.lose();
    equal(states.at(-1).state, 'waiting');
    await until(() => sockets.length === 2);
    join(sockets[1]);
    equal(states.at(-1).state, 'joined');
  },
  'waits longer after each attempt, up to a limit, and no two clients alike': async () => {
    const { sockets, states } = connecting({ backoff: { first: 2, factor: 3, max: 10, jitter: 0 } });
    for (let attempt = 0; attempt < 4; attempt++) {
      await until(() => sockets.length === attempt + 1);
      sockets[attempt].lose();
    }
    equal(states.filter(({ state }) => state === 'waiting').map(({ retryIn }) => retryIn), [2, 6, 10, 10]);
    const pauses = new Set();
    for (let client = 0; client < 20; client++) {
      const other = connecting({ backoff: { first: 1000, jitter: 0.5 } });
      other.socket.lose();
      pauses.add(other.states.at(-1).retryIn);
      other.wamp.close();
    }
    equal(pauses.size > 10 && Math.min(...pauses) >= 500 && Math.max(...pauses) <= 1000, true);
  },
  'gives up where the realm does not exist': async () => {
    const { socket, sockets, states } = connecting();
    socket.accept();
    socket.receive([T.ABORT, { message: 'No realm1 here' }, 'wamp.error.no_such_realm']);
    equal(states.at(-1), { state: 'failed', reason: 'No realm1 here (wamp.error.no_such_realm)' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    equal(sockets.length, 1);
  },
  'tries again after an ABORT that may heal': async () => {
    const { socket, sockets } = connecting();
    socket.accept();
    socket.receive([T.ABORT, {}, 'wamp.close.system_shutdown']);
    await until(() => sockets.length === 2);
  },
  'refuses to be challenged, since it is anonymous': async () => {
    const { socket, states } = connecting();
    socket.accept();
    socket.receive([T.CHALLENGE, 'ticket', {}]);
    equal([socket.last[0], socket.last[2], states.at(-1).state], [T.ABORT, 'wamp.error.no_auth_method', 'failed']);
  },
  'refuses an endpoint that speaks something else': async () => {
    const { socket, states } = connecting();
    socket.protocol = '';
    socket.accept();
    equal([socket.sent, socket.closedWith, states.at(-1).state], [[], 1000, 'failed']);
  },
  'says GOODBYE, waits for the answer, and stays away': async () => {
    const { wamp, socket, sockets, states } = joined();
    wamp.close();
    equal(socket.last, [T.GOODBYE, {}, 'wamp.close.close_realm']);
    equal([socket.closedWith, states.at(-1).state], [undefined, 'closed']);
    socket.receive([T.GOODBYE, {}, 'wamp.close.goodbye_and_out']);
    equal(socket.closedWith, 1000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    equal(sockets.length, 1);
  },
  'answers GOODBYE and joins again': async () => {
    const { socket, sockets } = joined();
    socket.receive([T.GOODBYE, {}, 'wamp.close.system_shutdown']);
    equal(socket.last, [T.GOODBYE, {}, 'wamp.close.goodbye_and_out']);
    await until(() => sockets.length === 2);
  },
};

const calls = {
  'gives the result, and leaves empty payloads out': async () => {
    const { wamp, socket } = joined();
    const result = wamp.call('com.myapp.add2', [2, 3]);
    equal(socket.last, [T.CALL, 1, {}, 'com.myapp.add2', [2, 3]]);
    socket.receive([T.RESULT, 1, {}, [5], { exact: true }]);
    equal([(await result).value, (await result).kwargs], [5, { exact: true }]);
    wamp.call('com.myapp.none').catch(() => {});
    equal(socket.last, [T.CALL, 2, {}, 'com.myapp.none']);
    wamp.call('com.myapp.named', [], { a: 1 }, { timeout: 100 }).catch(() => {});
    equal(socket.last, [T.CALL, 3, { timeout: 100 }, 'com.myapp.named', [], { a: 1 }]);
  },
  'maps an ERROR with its URI, args and kwargs': async () => {
    const { wamp, socket } = joined();
    const result = wamp.call('com.myapp.divide', [1, 0]);
    socket.receive([T.ERROR, T.CALL, 1, {}, 'com.myapp.error.zero', ['by zero'], { dividend: 1 }]);
    const ex = await rejected(result);
    equal([ex instanceof WampError, ex.uri, ex.args, ex.kwargs], [true, 'com.myapp.error.zero', ['by zero'], { dividend: 1 }]);
  },
  'gives progressive results on the way': async () => {
    const { wamp, socket } = joined();
    const seen = [];
    const result = wamp.call('com.myapp.countdown', [2], {}, { onProgress: ({ value }) => seen.push(value) });
    equal(socket.last[2], { receive_progress: true });
    socket.receive([T.RESULT, 1, { progress: true }, [2]], [T.RESULT, 1, { progress: true }, [1]], [T.RESULT, 1, {}, [0]]);
    equal([(await result).value, seen], [0, [2, 1]]);
  },
  'cancels, and drops what comes late': async () => {
    const { wamp, socket, states } = joined();
    const canceller = new AbortController();
    const result = wamp.call('com.myapp.slow', [], {}, { signal: canceller.signal });
    canceller.abort();
    equal(socket.last, [T.CANCEL, 1, { mode: 'kill' }]);
    socket.receive([T.ERROR, T.CALL, 1, {}, 'wamp.error.canceled']);
    equal((await rejected(result)).uri, 'wamp.error.canceled');
    socket.receive([T.RESULT, 1, {}, [1]]);
    equal(states.at(-1).state, 'joined');
  },
  'forgets a cancelled call by itself where the router cannot cancel': async () => {
    const { wamp, socket } = connecting();
    join(socket, [2, 77, { roles: { dealer: {} } }]);
    const canceller = new AbortController();
    const result = wamp.call('com.myapp.slow', [], {}, { signal: canceller.signal });
    canceller.abort();
    equal((await rejected(result)).uri, 'wamp.error.canceled');
    equal(socket.last[0], T.CALL);
  },
  'fails at once when the connection is lost': async () => {
    const { wamp, socket } = joined();
    const result = wamp.call('com.myapp.slow');
    socket.lose(1001, 'going away');
    const ex = await rejected(result);
    equal([ex instanceof NotConnectedError, ex.message], [true, 'going away']);
    equal((await rejected(wamp.call('com.myapp.slow'))) instanceof NotConnectedError, true);
  },
  'fails alone when its arguments cannot be written': async () => {
    const { wamp, socket } = joined();
    equal((await rejected(wamp.call('com.myapp.add2', [1n]))) instanceof TypeError, true);
    wamp.call('com.myapp.add2', [1]).catch(() => {});
    equal([socket.sent.length, socket.last[1]], [1, 1]);
  },
  'carries binary values as the specification says': async () => {
    const { wamp, socket } = joined();
    const result = wamp.call('com.myapp.echo', [new Uint8Array([1, 2, 255])]);
    equal(socket.last[4], ['\u0000AQL/']);
    socket.receive([T.RESULT, 1, {}, ['\u0000AQL/', 'text']]);
    const [bytes, text] = (await result).args;
    equal([bytes instanceof Uint8Array, [...bytes], text], [true, [1, 2, 255], 'text']);
  },
};

const topics = {
  'delivers an event that is right behind SUBSCRIBED': async () => {
    const { wamp, socket } = joined();
    const seen = [];
    const subscription = wamp.subscribe('com.myapp.oncounter', (event) => seen.push(event));
    equal(socket.last, [T.SUBSCRIBE, 1, {}, 'com.myapp.oncounter']);
    socket.receive([T.SUBSCRIBED, 1, 9], [T.EVENT, 9, 500, { publisher: 3 }, [1], { a: 2 }]);
    await subscription;
    equal(seen, [{ topic: 'com.myapp.oncounter', args: [1], kwargs: { a: 2 }, details: { publisher: 3, publication: 500 } }]);
  },
  'shares one subscription among handlers, and drops it with the last': async () => {
    const { wamp, socket } = joined();
    const seen = [];
    const first = wamp.subscribe('com.myapp.oncounter', () => seen.push('first'));
    const second = wamp.subscribe('com.myapp.oncounter', () => seen.push('second'));
    equal(socket.sent.length, 1);
    socket.receive([T.SUBSCRIBED, 1, 9], [T.EVENT, 9, 500, {}]);
    await (await first)();
    equal(socket.sent.length, 1);
    socket.receive([T.EVENT, 9, 501, {}]);
    const gone = (await second)();
    await settle();
    equal(socket.last, [T.UNSUBSCRIBE, 2, 9]);
    socket.receive([T.EVENT, 9, 502, {}], [T.UNSUBSCRIBED, 2]);
    await gone;
    equal(seen, ['first', 'second', 'second']);
  },
  'tells the topic of an event that a pattern matched': async () => {
    const { wamp, socket } = joined();
    const seen = [];
    wamp.subscribe('com.myapp', ({ topic }) => seen.push(topic), { match: 'prefix' });
    equal(socket.last[2], { match: 'prefix' });
    socket.receive([T.SUBSCRIBED, 1, 9], [T.EVENT, 9, 500, { topic: 'com.myapp.oncounter' }]);
    equal(seen, ['com.myapp.oncounter']);
  },
  'subscribes again in the next session': async () => {
    const { wamp, socket, sockets } = joined();
    const seen = [];
    wamp.subscribe('com.myapp.oncounter', ({ args: [count] }) => seen.push(count));
    socket.receive([T.SUBSCRIBED, 1, 9], [T.EVENT, 9, 500, {}, [1]]);
    socket.lose();
    await until(() => sockets.length === 2);
    join(sockets[1]);
    equal(sockets[1].last, [T.SUBSCRIBE, 1, {}, 'com.myapp.oncounter']);
    sockets[1].receive([T.SUBSCRIBED, 1, 4], [T.EVENT, 4, 501, {}, [2]]);
    equal(seen, [1, 2]);
  },
  'waits for a session to subscribe in': async () => {
    const { wamp, socket } = connecting();
    const subscription = wamp.subscribe('com.myapp.oncounter', () => {});
    join(socket);
    socket.receive([T.SUBSCRIBED, 1, 9]);
    equal(typeof await subscription, 'function');
  },
  'unsubscribes only what is subscribed when the answer was still to come': async () => {
    const { wamp, socket, sockets } = joined();
    const subscription = wamp.subscribe('com.myapp.oncounter', () => {});
    socket.receive([T.SUBSCRIBED, 1, 9]);
    const unsubscribe = await subscription;
    socket.lose();
    await until(() => sockets.length === 2);
    join(sockets[1]);
    const gone = unsubscribe();
    await settle();
    equal(sockets[1].sent.map(([type]) => type), [T.SUBSCRIBE]);
    sockets[1].receive([T.SUBSCRIBED, 1, 4]);
    await settle();
    equal(sockets[1].last, [T.UNSUBSCRIBE, 2, 4]);
    sockets[1].receive([T.UNSUBSCRIBED, 2]);
    await gone;
  },
  'does not insist on a subscription that is refused': async () => {
    const { wamp, socket, sockets } = joined();
    const subscription = wamp.subscribe('com.secret', () => {});
    socket.receive([T.ERROR, T.SUBSCRIBE, 1, {}, 'wamp.error.not_authorized']);
    equal((await rejected(subscription)).uri, 'wamp.error.not_authorized');
    socket.lose();
    await until(() => sockets.length === 2);
    join(sockets[1]);
    equal(sockets[1].sent, []);
  },
  'keeps the session when a handler fails': async () => {
    const { wamp, socket, states } = joined();
    const seen = [];
    wamp.subscribe('com.myapp.oncounter', () => { throw new Error('expected by a test'); });
    wamp.subscribe('com.myapp.oncounter', () => seen.push(1));
    socket.receive([T.SUBSCRIBED, 1, 9], [T.EVENT, 9, 500, {}]);
    equal([seen, states.at(-1).state], [[1], 'joined']);
  },
  'waits for the acknowledgement of a publication where asked': async () => {
    const { wamp, socket } = joined();
    const acknowledged = wamp.publish('com.myapp.oncounter', [1], {}, { acknowledge: true, exclude_me: false });
    equal(socket.last, [T.PUBLISH, 1, { acknowledge: true, exclude_me: false }, 'com.myapp.oncounter', [1]]);
    socket.receive([T.PUBLISHED, 1, 4711]);
    equal(await acknowledged, 4711);
    equal(await wamp.publish('com.myapp.oncounter', [2]), undefined);
  },
};

/** A session in which `handler` is registered as registration 9. */
async function callee(handler) {
  const parts = joined();
  const registration = parts.wamp.register('com.myapp.who', handler, { invoke: 'roundrobin' });
  equal(parts.socket.last, [T.REGISTER, 1, { invoke: 'roundrobin' }, 'com.myapp.who']);
  parts.socket.receive([T.REGISTERED, 1, 9]);
  return { ...parts, unregister: await registration };
}

const procedures = {
  'takes no answer of another kind': async () => {
    const { wamp, socket, states } = joined();
    const registration = wamp.register('com.myapp.who', () => 1);
    socket.receive([T.SUBSCRIBED, 1, 9]);
    equal([socket.last[0], states.at(-1).state], [T.ABORT, 'waiting']);
    wamp.close();
    registration.catch(() => {});
  },
  'answers an invocation': async () => {
    const { socket } = await callee(({ args: [x, y], procedure }) => new Result([x + y], { procedure }));
    socket.receive([T.INVOCATION, 1, 9, {}, [2, 3]]);
    await settle();
    equal(socket.last, [T.YIELD, 1, {}, [5], { procedure: 'com.myapp.who' }]);
  },
  'answers with nothing when there is nothing to say': async () => {
    const { socket } = await callee(() => undefined);
    socket.receive([T.INVOCATION, 1, 9, {}]);
    await settle();
    equal(socket.last, [T.YIELD, 1, {}]);
  },
  'answers with the error that a procedure throws': async () => {
    const { socket } = await callee(() => { throw new WampError('com.myapp.error.no', ['no'], { why: 1 }); });
    socket.receive([T.INVOCATION, 1, 9, {}]);
    await settle();
    equal(socket.last, [T.ERROR, T.INVOCATION, 1, {}, 'com.myapp.error.no', ['no'], { why: 1 }]);
  },
  'keeps the message of an unexpected exception to itself': async () => {
    const { socket } = await callee(() => { throw new Error('expected by a test'); });
    socket.receive([T.INVOCATION, 1, 9, {}]);
    await settle();
    equal(socket.last, [T.ERROR, T.INVOCATION, 1, {}, 'wamp.error.runtime_error']);
  },
  'yields progressive results only to those who want them': async () => {
    const { socket } = await callee(({ progress }) => { progress(1); return 2; });
    socket.receive([T.INVOCATION, 1, 9, {}], [T.INVOCATION, 2, 9, { receive_progress: true }]);
    await settle();
    const yields = socket.sent.filter(([type]) => type === T.YIELD).sort((a, b) => a[1] - b[1]);
    equal(yields, [[T.YIELD, 1, {}, [2]], [T.YIELD, 2, { progress: true }, [1]], [T.YIELD, 2, {}, [2]]]);
  },
  'stops on INTERRUPT': async () => {
    const { socket } = await callee(({ signal }) => new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    }));
    socket.receive([T.INVOCATION, 1, 9, {}], [T.INTERRUPT, 1, { mode: 'kill' }], [T.INTERRUPT, 99, {}]);
    await settle();
    equal(socket.last, [T.ERROR, T.INVOCATION, 1, {}, 'wamp.error.canceled']);
  },
  'answers nobody when the session has ended': async () => {
    let finish;
    const { socket, sockets } = await callee(() => new Promise((resolve) => { finish = resolve; }));
    socket.receive([T.INVOCATION, 1, 9, {}]);
    await settle();
    socket.lose();
    await until(() => sockets.length === 2);
    join(sockets[1]);
    finish(1);
    await settle();
    equal([socket.last[0], sockets[1].sent.map(([type]) => type)], [T.REGISTER, [T.REGISTER]]);
  },
  'unregisters': async () => {
    const { socket, unregister } = await callee(() => 1);
    const gone = unregister();
    await settle();
    equal(socket.last, [T.UNREGISTER, 2, 9]);
    socket.receive([T.INVOCATION, 1, 9, {}], [T.UNREGISTERED, 2]);
    await gone;
    equal(socket.last, [T.YIELD, 1, {}, [1]]);
    socket.receive([T.INVOCATION, 2, 9, {}]);
    await settle();
    equal(socket.last.slice(0, 5), [T.ERROR, T.INVOCATION, 2, {}, 'wamp.error.no_such_registration']);
  },
  'does not register again what the router revoked': async () => {
    const { socket, sockets } = await callee(() => 1);
    socket.receive([T.UNREGISTERED, 0, { registration: 9, reason: 'com.myapp.because' }]);
    socket.lose();
    await until(() => sockets.length === 2);
    join(sockets[1]);
    equal(sockets[1].sent, []);
  },
};

const violations = Object.fromEntries([
  ['text that is no JSON', 'hello'],
  ['what is no list', '{}'],
  ['an unknown type', [999, 1]],
  ['a message that only clients send', [T.CALL, 1, {}, 'a.b']],
  ['a second WELCOME', WELCOME],
  ['a boolean for an ID', [T.PUBLISHED, true, 1]],
  ['an ID of zero', [T.SUBSCRIBED, 0, 1]],
  ['an ID over 2^53', `[36, 9007199254740994, 1, {}]`],
  ['arguments that are no list', [T.EVENT, 1, 1, {}, {}]],
  ['keyword arguments that are no dictionary', [T.EVENT, 1, 1, {}, [], []]],
  ['an answer to what was never asked', [T.RESULT, 1, {}]],
  ['a message that is too short', [T.EVENT, 1]],
  ['binary that is no base64', '[36, 1, 1, {}, ["\\u0000%%%"]]'],
].map(([what, message]) => [`ends the connection after ${what}, and connects again`, async () => {
  const { socket, sockets, states } = joined();
  socket.receive(message);
  equal([socket.last[0], socket.last[2], socket.closedWith], [T.ABORT, 'wamp.error.protocol_violation', 1000]);
  equal(states.at(-1).state, 'waiting');
  await until(() => sockets.length === 2);
}]));

export const tests = { ...joining, ...calls, ...topics, ...procedures, ...violations };
