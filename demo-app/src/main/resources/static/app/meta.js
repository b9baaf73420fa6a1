import { NotConnectedError, WampError } from '../wamp/wamp.js';
import { $ } from './dom.js';

/** Rows of a table at the most, and milliseconds between two readings of a list that changes all the time. */
const MOST = 200;
const PAUSE = 250;

/**
 * Keeps a table like the router's own list: reads it at every join, and again when a meta event says that it has changed. A router
 * that does not offer its meta procedures is no fault: the table says so.
 */
export class MetaTable {
  #wamp;
  #name;
  #read;
  #reading = false;
  #again = false;

  /** `read` fills the table from the router and gives the number of its entries; `topics` are the meta events to watch. */
  constructor(wamp, name, topics, read) {
    this.#wamp = wamp;
    this.#name = name;
    this.#read = read;
    wamp.addEventListener('state', ({ detail: { state } }) => state === 'joined' && this.refresh());
    for (const topic of topics) {
      wamp.subscribe(topic, () => this.refresh()).catch((ex) => console.info(`${topic}: ${ex.message}`));
    }
  }

  /** Reads the list; changes that come meanwhile are read once more afterwards, however many they are. */
  async refresh() {
    this.#again = true;
    if (this.#reading) {
      return;
    }
    this.#reading = true;
    while (this.#again) {
      this.#again = false;
      try {
        this.#show(await this.#read());
      } catch (ex) {
        this.#fail(ex);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    this.#reading = false;
  }

  #show(count) {
    $(`${this.#name}-count`).textContent = count;
    $(`${this.#name}-notice`).hidden = true;
  }

  #fail(ex) {
    if (ex instanceof NotConnectedError) {
      return;
    }
    const notice = $(`${this.#name}-notice`);
    notice.hidden = false;
    notice.textContent = ex instanceof WampError
      ? `This router does not tell that to this page (${ex.uri}).`
      : `The list could not be read: ${ex.message}`;
  }
}

/** Asks for each of a list of IDs, up to a limit; what has gone meanwhile is left out. */
export async function each(ids, ask) {
  const answers = await Promise.all(ids.slice(0, MOST).map((id) => ask(id).catch((ex) => {
    if (ex instanceof WampError && ex.uri.startsWith('wamp.error.no_such_')) {
      return undefined;
    }
    throw ex;
  })));
  return answers.filter((answer) => answer !== undefined);
}
