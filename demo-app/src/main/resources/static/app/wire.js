import { Type, typeName } from '../wamp/wamp.js';
import { $, clock, el, json } from './dom.js';
import { READINGS } from './readings.js';

const KEPT = 150;
const LONGEST = 400;

/** Shows the messages that go over the connection. */
export function startWire(wamp) {
  const list = $('wire');
  const pause = $('wire-pause');
  let paused = false;
  let readings;

  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', paused);
    pause.textContent = paused ? 'Go on' : 'Pause';
  });

  /** The readings would drown everything else; their subscription is known from its own messages. */
  function isReading([type, ...fields]) {
    if (type === Type.SUBSCRIBE && fields[2] === READINGS) {
      [readings] = fields;
    } else if (type === Type.SUBSCRIBED && fields[0] === readings) {
      readings = `subscription ${fields[1]}`;
    }
    return type === Type.EVENT && readings === `subscription ${fields[0]}`;
  }

  wamp.addEventListener('message', ({ detail: { direction, message } }) => {
    const reading = isReading(message);
    if (paused || (reading && !$('wire-events').checked)) {
      return;
    }
    const text = json(message);
    const [type] = message;
    const failed = type === Type.ERROR || type === Type.ABORT;
    list.prepend(el('li', { class: failed ? `${direction} failed` : direction },
      el('time', {}, clock()),
      el('span', { class: 'direction' }, direction === 'in' ? '←' : '→', el('span', { class: 'hidden' }, ` ${direction} `)),
      el('b', {}, typeName(type)),
      el('code', {}, text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text)));
    while (list.childElementCount > KEPT) {
      list.lastElementChild.remove();
    }
  });
}
