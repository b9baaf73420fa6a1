import { WampError } from '../wamp/wamp.js';
import { MetaTable, each } from './meta.js';
import { $, el } from './dom.js';

const TOPICS = ['on_create', 'on_register', 'on_unregister', 'on_delete'].map((name) => `wamp.registration.${name}`);

/** Lists the realm's registrations, without the router's own. */
export function startProcedures(wamp) {
  async function read(id) {
    const registration = (await wamp.call('wamp.registration.get', [id])).value;
    return { ...registration, callees: await callees(id) };
  }

  /** Not every router counts. */
  async function callees(id) {
    try {
      return (await wamp.call('wamp.registration.count_callees', [id])).value;
    } catch (ex) {
      if (ex instanceof WampError) {
        return undefined;
      }
      throw ex;
    }
  }

  new MetaTable(wamp, 'procedures', TOPICS, async () => {
    const { exact, prefix, wildcard } = (await wamp.call('wamp.registration.list')).value;
    const ids = [exact, prefix, wildcard].flatMap((list) => list ?? []);
    const registrations = (await each(ids, read))
      .filter(({ uri }) => !uri.startsWith('wamp.'))
      .sort((a, b) => a.uri.localeCompare(b.uri));
    $('procedures').replaceChildren(...registrations.map(row));
    return registrations.length;
  });
}

function row({ uri, match, invoke, callees }) {
  return el('tr', { 'data-uri': uri },
    el('td', {}, el('code', {}, uri)),
    el('td', {}, match || 'exact'),
    el('td', {}, invoke || 'single'),
    el('td', { class: 'number' }, callees ?? '–'));
}
