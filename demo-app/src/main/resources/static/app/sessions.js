import { MetaTable, each } from './meta.js';
import { $, el } from './dom.js';

const TOPICS = ['wamp.session.on_join', 'wamp.session.on_leave'];

/** Lists the realm's sessions. */
export function startSessions(wamp) {
  new MetaTable(wamp, 'sessions', TOPICS, async () => {
    const ids = (await wamp.call('wamp.session.list')).value;
    const sessions = await each(ids, async (id) => (await wamp.call('wamp.session.get', [id])).value);
    $('sessions').replaceChildren(...sessions.map((session) => row(session, session.session === wamp.session?.id)));
    return ids.length;
  });
}

function row({ session, authid, authrole, agent, transport }, own) {
  return el('tr', { 'data-session': session },
    el('td', {}, el('code', {}, session), own ? el('span', { class: 'tag' }, 'this page') : ''),
    el('td', { title: agent }, el('span', { class: 'clip' }, authid ?? '–')),
    el('td', {}, authrole ?? '–'),
    el('td', {}, by(transport ?? {})));
}

/** How a session came, in the words of this router or of Crossbar.io. */
function by({ type, serializer, channel_framing: framing, websocket_protocol: protocol }) {
  return [type ?? framing, serializer ?? protocol?.split('.').at(-1)].filter((part) => part && part !== 'none').join(', ') || '–';
}
