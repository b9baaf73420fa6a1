import { CoreMap, LineChart, WINDOW } from './charts.js';
import { $, bytes, percent, rate } from './dom.js';
import { Instances, SILENCE } from './instances.js';

export const READINGS = 'com.myapp.readings';

/**
 * Draws the readings as they arrive: those of one instance, chosen where there are several; at first the page's own. What differs
 * from one instance to another is drawn of the others, too.
 */
export function startReadings(wamp, { instance: own, cluster }) {
  const instances = new Map();
  const heard = new Map();
  const choice = new Instances(own, show);
  const panels = $('panels');
  const draw = panelsOf();
  let shown;
  let drawn = 0;

  function keep(reading) {
    let history = instances.get(reading.instance);
    if (!history) {
      history = [];
      instances.set(reading.instance, history);
      if (shown === undefined || reading.instance === own) {
        shown = reading.instance;
      }
      recall(reading.instance);
    }
    heard.set(reading.instance, Date.now());
    if (history.length === 0 || reading.time > history.at(-1).time) {
      history.push(reading);
    }
    while (history[0].time < reading.time - WINDOW * 1000) {
      history.shift();
    }
  }

  /** What an instance measured before this page came; a router without that procedure shows an empty picture at first. */
  async function recall(instance) {
    try {
      const { value } = await wamp.call(`${READINGS}.recent.${instance}`);
      const history = instances.get(instance);
      const known = new Set(history.map(({ time }) => time));
      history.unshift(...value.filter(({ time }) => !known.has(time)));
      history.sort((a, b) => a.time - b.time);
    } catch (ex) {
      console.info(`No earlier readings of ${instance}: ${ex.message}`);
    }
  }

  /** Where the router of this page stands in its cluster, if that is known at this moment. */
  function standing() {
    return wamp.session && Date.now() - heard.get(own) < SILENCE ? instances.get(own).at(-1).cluster : undefined;
  }

  function showInstances() {
    const here = standing();
    choice.update([...instances].sort().map(([instance, history]) => ({
      instance, reading: history.at(-1), heard: heard.get(instance), missing: here && instance !== own && !here.others.includes(instance),
    })), shown);
    if (cluster) {
      $('fact-cluster').textContent = here ? together(cluster, here) : '–';
      $('fact-cluster').title = here?.problem ?? '';
    }
  }

  function show(instance) {
    shown = instance;
    drawShown();
  }

  function drawShown() {
    draw(instances.get(shown), [...instances].filter(([instance]) => instance !== shown));
  }

  /** Instances that are silent for a whole window are gone. */
  function forget() {
    const newest = Math.max(...[...instances.values()].map((history) => history.at(-1).time));
    for (const [instance, history] of instances) {
      if (history.at(-1).time < newest - WINDOW * 1000) {
        instances.delete(instance);
        heard.delete(instance);
        if (shown === instance) {
          [shown] = instances.keys();
        }
      }
    }
  }

  wamp.subscribe(READINGS, ({ args: [reading] }) => {
    keep(reading);
    forget();
    showInstances();
    if (reading.instance === shown) {
      drawShown();
      drawn++;
      Object.assign(panels.dataset, { state: 'live', drawn, points: instances.get(shown).length, at: performance.now() });
    }
  }).catch((ex) => {
    panels.dataset.state = 'refused';
    panels.dataset.note = `No readings: ${ex.message}`;
  });

  setInterval(() => {
    showInstances();
    if (panels.dataset.state === 'live' && performance.now() - panels.dataset.at > SILENCE) {
      panels.dataset.state = 'old';
    }
  }, 1000);
}

/** A cluster in words, as one of its routers sees it. */
function together(name, { connected, others }) {
  if (!connected) {
    return `${name}: cut off, this instance is alone`;
  }
  return others.length === 0 ? `${name}: no other instance` : `${name}: with ${others.join(', ')}`;
}

/** Makes the charts; gives the function that draws a history, and beside it those of other instances. */
function panelsOf() {
  const full = () => 1;
  const most = { memory: 0, heap: 0 };
  const processor = new LineChart($('processor-chart'), {
    series: [{ label: 'all cores', color: 'processor', fill: true }], range: full, format: percent,
  });
  const cores = new CoreMap($('cores-canvas'));
  const memory = new LineChart($('memory-chart'), {
    series: [{ label: 'used', color: 'memory', fill: true }], range: () => most.memory || 1, format: bytes,
  });
  const heap = new LineChart($('heap-chart'), {
    series: [{ label: 'used', color: 'heap', fill: true }, { label: 'committed', color: 'heap', dash: [4, 4] }],
    range: () => most.heap || 1, format: bytes, marks: 'gc',
  });
  const network = new LineChart($('network-chart'), {
    series: [{ label: 'in', color: 'in', fill: true }, { label: 'out', color: 'out' }],
    range: (max) => niceCeiling(Math.max(max, 8 * 1024)), format: rate,
  });

  return (history, others) => {
    const now = history.at(-1);
    const points = withGaps(history);
    const ago = points.map(({ time }) => (time - now.time) / 1000);
    const column = (pick) => points.map((point) => (point.gap ? null : pick(point)));
    const lines = (pick, picked = others) => picked.map(([label, readings]) => ({
      label,
      points: withGaps(readings).map((point) => ({ ago: (point.time - now.time) / 1000, value: point.gap ? undefined : pick(point) })),
    }));
    // What the same machine measures twice is the same line
    const elsewhere = others.filter(([, readings]) => readings.at(-1).host !== now.host);

    most.memory = now.memory.total;
    most.heap = Math.max(...[history, ...others.map(([, readings]) => readings)].flat().map((reading) => reading.heap.committed));
    $('heap-others').hidden = others.length === 0;
    processor.update([ago, column((reading) => reading.processor.load)], [], lines((reading) => reading.processor.load, elsewhere));
    cores.update(history.map(({ time, processor: { cores: loads } }) => ({ ago: (time - now.time) / 1000, cores: loads })));
    memory.update([ago, column((reading) => reading.memory.used)]);
    heap.update([ago, column((reading) => reading.heap.used), column((reading) => reading.heap.committed)],
      history.filter((reading) => reading.gc.collections > 0).map(({ time }) => (time - now.time) / 1000),
      lines((reading) => reading.heap.used));
    network.update([ago, column((reading) => reading.network.received), column((reading) => reading.network.sent)]);
    describe(now, history);
  };
}

/** The figures beside the charts, and the charts in words. */
function describe(now, history) {
  const text = (id, value) => { $(id).textContent = value; };
  const average = history.reduce((sum, reading) => sum + reading.processor.load, 0) / history.length;
  const collections = history.reduce((sum, reading) => sum + reading.gc.collections, 0);
  const pauses = history.reduce((sum, reading) => sum + reading.gc.millis, 0);

  text('processor-value', percent(now.processor.load));
  text('processor-sub', `${count(now.processor.cores.length, 'core')} of ${now.host}, ${percent(now.processor.process)} by this application`);
  text('memory-value', percent(now.memory.used / now.memory.total));
  text('memory-sub', `${bytes(now.memory.used)} of ${bytes(now.memory.total)}`);
  text('heap-value', bytes(now.heap.used));
  text('heap-sub', collections === 0 ? 'no collection in two minutes' : `${count(collections, 'collection')}, ${Math.round(pauses)} ms in two minutes`);
  text('network-value', rate(now.network.received + now.network.sent));
  text('network-sub', `${rate(now.network.received)} in, ${rate(now.network.sent)} out`);
  $('processor-chart').setAttribute('aria-label',
    `Processor load over the last two minutes: ${percent(average)} on average, ${percent(now.processor.load)} now`);
}

const count = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`;

/** The history with an empty point wherever readings are missing, so that no line bridges what nobody measured. */
function withGaps(history) {
  const points = [];
  for (const reading of history) {
    const last = points.at(-1);
    if (last && reading.time - last.time > SILENCE) {
      points.push({ time: last.time + 1, gap: true });
    }
    points.push(reading);
  }
  return points;
}

/** The next of 1, 2, 5, 10, … times 1024 to some power, so that the scale does not jump with every value. */
function niceCeiling(value) {
  const unit = 1024 ** Math.floor(Math.log(value) / Math.log(1024));
  const scaled = value / unit;
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1024].find((one) => one >= scaled);
  return step * unit;
}
