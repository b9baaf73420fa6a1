import { $, bytes, clock, el, percent } from './dom.js';

/** Milliseconds without a reading after which an instance is silent. */
export const SILENCE = 3500;

/**
 * The instances of the demo, each with what it measured last and whether it is still heard. The visitor chooses whose readings
 * are drawn.
 */
export class Instances {
  #host = $('instances');
  #own;
  #choose;
  #labels = new Map();

  /** `own` is the instance that the page came from; `choose` gets the name of the one that was chosen. */
  constructor(own, choose) {
    this.#own = own;
    this.#choose = choose;
  }

  /** Shows a list of `{ instance, reading, heard, missing }`: the last reading, when it came, and whether its router has gone. */
  update(instances, shown) {
    const names = instances.map(({ instance }) => instance);
    if (names.join() !== [...this.#labels.keys()].join()) {
      this.#labels = new Map(names.map((name) => [name, this.#labels.get(name) ?? this.#label(name)]));
      this.#host.replaceChildren(...this.#labels.values());
    }
    this.#host.hidden = names.length < 2;
    for (const one of instances) {
      const label = this.#labels.get(one.instance);
      const state = stateOf(one);
      label.dataset.state = state;
      label.querySelector('input').checked = one.instance === shown;
      label.querySelector('.note').textContent = describe(state, one);
    }
  }

  #label(name) {
    const radio = el('input', { type: 'radio', name: 'instance', value: name });
    radio.addEventListener('change', () => this.#choose(name));
    return el('label', {}, radio, el('span', { class: 'instance' },
      el('span', { class: 'dot', 'aria-hidden': 'true' }), el('span', { class: 'name' }, name),
      name === this.#own ? el('span', { class: 'tag' }, 'this page') : '', el('span', { class: 'note' })));
  }
}

function stateOf({ heard, missing }) {
  if (Date.now() - heard < SILENCE) {
    return 'heard';
  }
  return missing ? 'gone' : 'silent';
}

function describe(state, { reading: { heap, processor }, heard }) {
  return state === 'heard' ? `${bytes(heap.used)} heap, ${percent(processor.process)} processor` : `${state} since ${clock(heard)}`;
}
