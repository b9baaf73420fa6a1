import { $ } from './dom.js';

/** Shows the connection's state, and enables what needs a session. */
export function startStatus(wamp, { url, realm, instance, cluster, embedded }) {
  const status = $('status');
  const text = $('status-text');
  const needy = document.querySelectorAll('[data-needs-session]');
  let countdown;
  let joinedOnce = false;

  $('fact-router').textContent = url;
  $('fact-router').title = embedded ? 'The router in this application' : 'The router that this application is a component of';
  $('fact-realm').textContent = realm;
  $('fact-instance').textContent = instance;
  $('fact-instance').parentElement.hidden = !cluster;
  $('fact-cluster').parentElement.hidden = !cluster;
  $('retry').addEventListener('click', () => wamp.open());

  function waiting(reason, retryIn) {
    const until = Date.now() + retryIn;
    // A browser does not tell a script whether nobody listens or its origin is not welcome
    text.textContent = joinedOnce || embedded ? `Disconnected: ${reason}` : `${reason}: down, or closed to ${location.origin}`;
    const tick = () => {
      $('retry').textContent = `Connect now (${Math.max(0, Math.ceil((until - Date.now()) / 1000))} s)`;
    };
    tick();
    countdown = setInterval(tick, 500);
  }

  wamp.addEventListener('state', ({ detail: { state, reason, retryIn } }) => {
    clearInterval(countdown);
    joinedOnce ||= state === 'joined';
    status.dataset.state = state;
    status.title = reason ?? '';
    $('retry').hidden = state === 'joined' || state === 'connecting';
    $('retry').textContent = 'Connect now';
    $('fact-session').textContent = wamp.session?.id ?? '–';
    needy.forEach((element) => {
      element.disabled = state !== 'joined';
    });
    if (state === 'waiting') {
      waiting(reason, retryIn);
    } else {
      text.textContent = { connecting: 'Connecting', joined: `Joined ${realm}`, closed: 'Closed', failed: `Refused: ${reason}` }[state];
    }
  });
}
