import { $, el } from './dom.js';
import { failure } from './calls.js';

const PROCEDURE = 'com.myapp.who';
const CALLS = 12;

/** Calls a shared procedure several times and counts who answered; lets this page be one of the callees. */
export function startShared(wamp) {
  const tally = $('who-tally');
  const name = () => `page ${wamp.session.id}`;
  let leave;

  $('who-call').addEventListener('click', async () => {
    const counts = new Map();
    try {
      for (let call = 0; call < CALLS; call++) {
        const answer = (await wamp.call(PROCEDURE)).value;
        const value = answer === name() ? 'this page' : answer;
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      tally.replaceChildren(...[...counts].sort().map(([who, count]) => el('li', {},
        el('span', { class: 'who' }, who),
        el('progress', { max: CALLS, value: count, 'aria-label': `Calls answered by ${who}` }),
        el('b', {}, `${count}`))));
    } catch (ex) {
      tally.replaceChildren(el('li', {}, failure(ex)));
    }
  });

  $('who-join').addEventListener('change', async ({ target }) => {
    try {
      if (target.checked) {
        leave = await wamp.register(PROCEDURE, name, { invoke: 'roundrobin' });
      } else {
        await leave?.();
      }
    } catch (ex) {
      target.checked = false;
      tally.replaceChildren(el('li', {}, failure(ex)));
    }
  });
}
