import { $, clock, el, json } from './dom.js';

const TOPIC = 'com.myapp.oncounter';
const KEPT = 6;

/** Shows the counter's events, and publishes to the same topic. */
export function startCounter(wamp) {
  const own = new Set();
  const list = $('counter-events');
  const answer = $('counter-answer');

  /** The event may come before or after the broker's acknowledgement. */
  function mark() {
    for (const item of list.children) {
      item.classList.toggle('own', own.has(item.dataset.publication));
    }
  }

  wamp.subscribe(TOPIC, ({ args: [count], details }) => {
    $('counter-value').textContent = json(count ?? null);
    $('counter-note').textContent = `at ${clock()}`;
    list.prepend(el('li', { 'data-publication': details.publication }, el('time', {}, clock()), el('b', {}, json(count ?? null))));
    while (list.childElementCount > KEPT) {
      list.lastElementChild.remove();
    }
    mark();
  }).catch((ex) => {
    $('counter-note').textContent = ex.message;
  });

  $('counter-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    try {
      const options = { acknowledge: true, exclude_me: !form.has('echo') };
      const publication = await wamp.publish(TOPIC, [Number(form.get('count'))], {}, options);
      own.add(String(publication));
      answer.textContent = `Publication ${publication}, acknowledged`;
      mark();
    } catch (ex) {
      answer.textContent = ex.message;
    }
  });
}
