import { WampError } from '../wamp/wamp.js';
import { MetaTable, each } from './meta.js';
import { $, el } from './dom.js';

const TOPICS = ['wamp.session.on_join', 'wamp.session.on_leave'];

/** Lists the realm's sessions; those of a cluster with the instances that they are at. */
export function startSessions(wamp, { instance, cluster }) {
  /** A page may be here before its instance has registered this; it comes again when it has. */
  async function whereabouts() {
    try {
      return (await wamp.call(`com.myapp.whereabouts.${instance}`)).value;
    } catch (ex) {
      if (ex instanceof WampError) {
        return {};
      }
      throw ex;
    }
  }

  new MetaTable(wamp, 'sessions', cluster ? [...TOPICS, 'wamp.registration.on_create'] : TOPICS, async () => {
    const ids = (await wamp.call('wamp.session.list')).value;
    const sessions = await each(ids, async (id) => (await wamp.call('wamp.session.get', [id])).value);
    const at = cluster ? await whereabouts() : {};
    $('sessions').replaceChildren(...sessions.map((session) => row(session, session.session === wamp.session?.id, at[session.session])));
    return ids.length;
  });
}

function row({ session, authid, authrole, agent, transport }, own, at) {
  return el('tr', { 'data-session': session },
    el('td', {}, el('code', {}, session), own ? el('span', { class: 'tag' }, 'this page') : '',
      at ? el('span', { class: 'at' }, `at ${at}`) : ''),
    el('td', { title: agent }, el('span', { class: 'clip' }, authid ?? '–')),
    el('td', {}, authrole ?? '–'),
    el('td', {}, by(transport ?? {})));
}

/** How a session came, in the words of this router or of Crossbar.io. */
function by({ type, serializer, channel_framing: framing, websocket_protocol: protocol }) {
  return [type ?? framing, serializer ?? protocol?.split('.').at(-1)].filter((part) => part && part !== 'none').join(', ') || '–';
}
