import { WampError } from '../wamp/wamp.js';
import { $, breakable, el, json, took } from './dom.js';

/** The forms that call add2, divide and countdown. */
export function startCalls(wamp) {
  onSubmit('add2-form', async (values) => {
    await show($('add2-answer'), () => wamp.call('com.myapp.add2', [values.x, values.y]));
  });
  onSubmit('divide-form', async (values) => {
    await show($('divide-answer'), () => wamp.call('com.myapp.divide', [values.dividend, values.divisor]));
  });
  startCountdown(wamp);
}

/** Runs the action with the form's numbers; the button waits for it. */
function onSubmit(id, action) {
  const form = $(id);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, Number(value)]));
    form.setAttribute('aria-busy', 'true');
    try {
      await action(values);
    } finally {
      form.removeAttribute('aria-busy');
    }
  });
}

async function show(place, call) {
  const begin = performance.now();
  try {
    const result = await call();
    const time = took(begin);
    place.replaceChildren(el('p', { class: 'big result' }, json(result.value)), el('p', { class: 'note' }, `in ${time}`));
  } catch (ex) {
    place.replaceChildren(failure(ex, took(begin)));
  }
}

/** An error with all that came with it. */
export function failure(ex, time) {
  if (!(ex instanceof WampError)) {
    return el('p', { class: 'failure' }, ex.message);
  }
  const row = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, el('code', {}, ...[value].flat())));
  return el('dl', { class: 'failure' }, row('error', breakable(ex.uri)), row('args', json(ex.args)), row('kwargs', json(ex.kwargs)),
    ...(time ? [row('took', time)] : []));
}

function startCountdown(wamp) {
  const value = $('countdown-value');
  const note = $('countdown-note');
  const meter = $('countdown-progress');
  const cancel = $('countdown-cancel');
  let running;

  cancel.addEventListener('click', () => running?.abort());

  onSubmit('countdown-form', async ({ from }) => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    let results = 0;
    const show = (left) => {
      value.textContent = left;
      meter.max = from;
      meter.value = from - left;
    };
    show(from);
    cancel.disabled = false;
    note.textContent = 'Running';
    const begin = performance.now();
    try {
      const onProgress = (result) => {
        results++;
        if (running === mine) {
          show(result.value);
        }
      };
      const result = await wamp.call('com.myapp.countdown', [from], {}, { signal: mine.signal, onProgress });
      if (running === mine) {
        show(result.value ?? 0);
        note.textContent = `Done: ${results} progressive results in ${took(begin)}`;
      }
    } catch (ex) {
      if (running === mine) {
        note.replaceChildren(...(mine.signal.aborted ? [`Cancelled after ${results} results: ${ex.uri ?? ex.message}`] : [failure(ex)]));
      }
    } finally {
      if (running === mine) {
        running = undefined;
        cancel.disabled = true;
      }
    }
  });
}
