/** Starts the page: asks where the router is, connects, and hands the connection to each part. */
import { WampConnection } from '../wamp/wamp.js';
import { $, el } from './dom.js';
import { startCalls } from './calls.js';
import { startCounter } from './counter.js';
import { startProcedures } from './procedures.js';
import { startReadings } from './readings.js';
import { startSessions } from './sessions.js';
import { startShared } from './shared.js';
import { startStatus } from './status.js';
import { startWire } from './wire.js';

/** Where this page's router is: in the application that served it, unless that is itself a component of another. */
async function locate() {
  const answer = await fetch('demo/config', { headers: { Accept: 'application/json' } });
  if (!answer.ok) {
    throw new Error(`The application did not tell where its router is (HTTP ${answer.status})`);
  }
  const { url, path, realm, instance, cluster } = await answer.json();
  // Relative, since the application may have a context path
  const own = new URL(`.${path}`, document.baseURI);
  own.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  // In a cluster, sessions tell at which instance they are
  const details = cluster ? { instance } : {};
  return { url: url ? reachable(url) : own.href, realm, instance, cluster, details, embedded: !url };
}

/** "localhost" in the application's configuration is the application's machine, not the visitor's phone. */
function reachable(configured) {
  const url = new URL(configured);
  const local = ['localhost', '127.0.0.1', '[::1]'];
  if (local.includes(url.hostname) && !local.includes(location.hostname)) {
    url.hostname = location.hostname;
  }
  return url.href;
}

try {
  const router = await locate();
  const wamp = new WampConnection(router);
  const parts = [startStatus, startWire, startReadings, startCalls, startCounter, startShared, startSessions, startProcedures];
  parts.forEach((start) => start(wamp, router));
  wamp.open();
  addEventListener('online', () => wamp.open());
  addEventListener('pagehide', () => wamp.close());
  addEventListener('pageshow', ({ persisted }) => persisted && wamp.open());
} catch (ex) {
  $('status').dataset.state = 'failed';
  $('status-text').replaceChildren(el('span', {}, ex.message));
}
