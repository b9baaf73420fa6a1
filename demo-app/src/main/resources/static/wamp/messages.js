/** Messages of WAMP v2 as JSON text (subprotocol wamp.2.json), and the check of those that a router sends. */

export const SUBPROTOCOL = 'wamp.2.json';

export const Type = Object.freeze({
  HELLO: 1,
  WELCOME: 2,
  ABORT: 3,
  CHALLENGE: 4,
  GOODBYE: 6,
  ERROR: 8,
  PUBLISH: 16,
  PUBLISHED: 17,
  SUBSCRIBE: 32,
  SUBSCRIBED: 33,
  UNSUBSCRIBE: 34,
  UNSUBSCRIBED: 35,
  EVENT: 36,
  CALL: 48,
  CANCEL: 49,
  RESULT: 50,
  REGISTER: 64,
  REGISTERED: 65,
  UNREGISTER: 66,
  UNREGISTERED: 67,
  INVOCATION: 68,
  INTERRUPT: 69,
  YIELD: 70,
});

const NAMES = Object.fromEntries(Object.entries(Type).map(([name, type]) => [type, name]));

/** The name of a message type, for people. */
export const typeName = (type) => NAMES[type] ?? `#${type}`;

/** An error that travels as a message: URI, positional and keyword arguments. */
export class WampError extends Error {
  constructor(uri, args = [], kwargs = {}) {
    super(typeof args[0] === 'string' ? `${uri}: ${args[0]}` : uri);
    this.name = 'WampError';
    this.uri = uri;
    this.args = args;
    this.kwargs = kwargs;
  }
}

/** The operation could not be done, or its outcome is unknown, for want of a joined session. */
export class NotConnectedError extends Error {
  constructor(message) {
    super(message);
    this.name = 'NotConnectedError';
  }
}

/** The router sent something that WAMP does not allow. */
export class ProtocolViolation extends Error {
  constructor(message) {
    super(message);
    this.name = 'ProtocolViolation';
  }
}

const isDict = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isId = (value) => Number.isInteger(value) && value >= 1 && value <= 2 ** 53;

const CHECKS = {
  id: isId,
  // A revocation by the router answers no request
  id0: (value) => value === 0 || isId(value),
  uri: (value) => typeof value === 'string' && value.length > 0,
  text: (value) => typeof value === 'string',
  dict: isDict,
  type: Number.isInteger,
};

// What a router may send: required fields, then optional ones; "…" stands for the payload
const INCOMING = {
  [Type.WELCOME]: [['id', 'dict']],
  [Type.ABORT]: [['dict', 'uri', '…']],
  [Type.CHALLENGE]: [['text', 'dict']],
  [Type.GOODBYE]: [['dict', 'uri']],
  [Type.ERROR]: [['type', 'id', 'dict', 'uri', '…']],
  [Type.PUBLISHED]: [['id', 'id']],
  [Type.SUBSCRIBED]: [['id', 'id']],
  [Type.UNSUBSCRIBED]: [['id0'], ['dict']],
  [Type.EVENT]: [['id', 'id', 'dict', '…']],
  [Type.RESULT]: [['id', 'dict', '…']],
  [Type.REGISTERED]: [['id', 'id']],
  [Type.UNREGISTERED]: [['id0'], ['dict']],
  [Type.INVOCATION]: [['id', 'id', 'dict', '…']],
  [Type.INTERRUPT]: [['id', 'dict']],
};

/** Parses and checks one frame; throws ProtocolViolation for whatever is not a message that a router may send. */
export function decode(text) {
  if (typeof text !== 'string') {
    throw new ProtocolViolation(`A binary frame in ${SUBPROTOCOL}`);
  }
  let message;
  try {
    message = JSON.parse(text, text.includes('\\u0000') ? reviveBinary : undefined);
  } catch (ex) {
    throw new ProtocolViolation(`Not JSON: ${ex.message}`);
  }
  if (!Array.isArray(message)) {
    throw new ProtocolViolation('A message is an array');
  }
  const [required, optional = []] = INCOMING[message[0]] ?? [];
  if (!required) {
    throw new ProtocolViolation(`A router does not send the message type ${JSON.stringify(message[0])}`);
  }
  [...required, ...optional].forEach((kind, index) => check(message, kind, index + 1, index < required.length));
  return message;
}

function check(message, kind, index, required) {
  const present = index < message.length;
  if (kind === '…') {
    if (present && !Array.isArray(message[index])) {
      throw new ProtocolViolation(`${typeName(message[0])}: arguments must be a list`);
    }
    if (index + 1 < message.length && !isDict(message[index + 1])) {
      throw new ProtocolViolation(`${typeName(message[0])}: keyword arguments must be a dictionary`);
    }
  } else if (present ? !CHECKS[kind](message[index]) : required) {
    throw new ProtocolViolation(`${typeName(message[0])}: field ${index} is not a valid ${kind}`);
  }
}

/** Writes one message as a frame; binary values become U+0000 and base64, as the specification wants. */
export function encode(message) {
  return JSON.stringify(message, replaceBinary);
}

/** Appends the payload, without trailing empty parts. */
export function withPayload(message, args = [], kwargs = {}) {
  const keyed = Object.keys(kwargs).length > 0;
  if (args.length > 0 || keyed) {
    message.push(args);
  }
  if (keyed) {
    message.push(kwargs);
  }
  return message;
}

function replaceBinary(key, value) {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    const bytes = value instanceof ArrayBuffer
      ? new Uint8Array(value)
      : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    let binary = '';
    for (const byte of bytes) {
      binary += String.fromCharCode(byte);
    }
    return `\u0000${btoa(binary)}`;
  }
  return value;
}

function reviveBinary(key, value) {
  if (typeof value === 'string' && value.startsWith('\u0000')) {
    return Uint8Array.from(atob(value.slice(1)), (character) => character.charCodeAt(0));
  }
  return value;
}
