import uPlot from '../webjars/uplot/dist/uPlot.esm.js';
import { color, el } from './dom.js';

/** Seconds that a chart looks back. */
export const WINDOW = 120;

/** Width of the value axis, the same in all charts so that they line up. */
export const GUTTER = 62;
export const MARGIN = 16;

const FONT = '11px system-ui, sans-serif';
const AGO = { [-120]: '2 min ago', [-60]: '1 min', 0: 'now' };

/**
 * A line chart over the last two minutes. `series` is a list of `{ label, color, fill, dash }`, `range` gives the largest value
 * to show from the data's, `format` writes a value, `marks` names the colour of vertical marks (the last column of the data).
 */
export class LineChart {
  #plot;
  #marks = [];
  #others = [];

  constructor(host, { series, range, format, marks }) {
    const tip = el('div', { class: 'tip', hidden: true });
    this.#plot = new uPlot({
      ...size(host),
      padding: [8, MARGIN, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
      scales: { x: { time: false, range: [-WINDOW, 0] }, y: { range: (plot, min, max) => [0, range(max ?? 0)] } },
      axes: [
        axis({ side: 2, size: 24, splits: () => [-120, -60, 0], values: (plot, splits) => splits.map((ago) => AGO[ago]), align: true }),
        axis({ side: 3, size: GUTTER, splits: (plot, index, min, max) => [0, max / 2, max], values: (plot, splits) => splits.map(format) }),
      ],
      series: [{}, ...series.map((one) => line(one))],
      hooks: {
        draw: [(plot) => this.#drawMarks(plot, marks), (plot) => this.#drawOthers(plot, series[0].color)],
        setCursor: [(plot) => showTip(plot, tip, series, format, this.#others)],
      },
    }, [[], ...series.map(() => [])], host);
    this.#plot.over.append(tip);
    new ResizeObserver(() => this.#plot.setSize(size(host))).observe(host);
    document.addEventListener('themechange', () => this.#plot.redraw());
  }

  /**
   * Draws columns of data: seconds ago (ascending up to 0), then one column a series. `others` are lines to compare the first
   * series with, `{ label, points }` with points `{ ago, value }` and no value where the line is interrupted.
   */
  update(columns, marks = [], others = []) {
    this.#marks = marks;
    this.#others = others;
    this.#plot.setData(columns);
  }

  #drawMarks({ ctx, bbox, valToPos }, name) {
    if (!name) {
      return;
    }
    ctx.save();
    ctx.fillStyle = color(name);
    const unit = devicePixelRatio;
    for (const ago of this.#marks) {
      const x = Math.round(valToPos(ago, 'x', true));
      ctx.globalAlpha = 0.35;
      ctx.fillRect(x - unit / 2, bbox.top, unit, bbox.height);
      ctx.globalAlpha = 1;
      ctx.beginPath();
      ctx.arc(x, bbox.top + bbox.height, 3.5 * unit, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.restore();
  }

  #drawOthers({ ctx, bbox, valToPos }, name) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.strokeStyle = color(name);
    ctx.globalAlpha = 0.7;
    ctx.setLineDash([]);
    ctx.lineWidth = 1.25 * devicePixelRatio;
    for (const { points } of this.#others) {
      ctx.beginPath();
      let drawing = false;
      for (const { ago, value } of points) {
        if (value === undefined) {
          drawing = false;
        } else {
          ctx[drawing ? 'lineTo' : 'moveTo'](valToPos(ago, 'x', true), valToPos(value, 'y', true));
          drawing = true;
        }
      }
      ctx.stroke();
    }
    ctx.restore();
  }
}

/** One row for each core, coloured by its load, second by second; lines up with the charts. */
export class CoreMap {
  #canvas;
  #rows = [];

  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.#draw()).observe(canvas.parentElement);
    document.addEventListener('themechange', () => this.#draw());
  }

  /** Draws a list of `{ ago, cores }`. */
  update(rows) {
    this.#rows = rows;
    this.#draw();
  }

  #draw() {
    const canvas = this.#canvas;
    const cores = this.#rows.at(-1)?.cores.length ?? 0;
    if (cores === 0) {
      return;
    }
    const height = Math.max(5, Math.min(26, Math.floor(150 / cores)));
    const width = canvas.parentElement.clientWidth;
    const ratio = devicePixelRatio;
    canvas.style.height = `${height * cores}px`;
    canvas.width = width * ratio;
    canvas.height = height * cores * ratio;
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    const inner = width - GUTTER - MARGIN;
    const cell = inner / WINDOW;
    const gap = height > 8 ? 2 : 1;
    for (let core = 0; core < cores; core++) {
      const y = core * height;
      ctx.globalAlpha = 1;
      ctx.fillStyle = color('track');
      ctx.fillRect(GUTTER, y, inner, height - gap);
      ctx.fillStyle = color('processor');
      for (const { ago, cores: loads } of this.#rows) {
        ctx.globalAlpha = Math.min(1, 0.04 + loads[core] ** 0.8);
        const right = (WINDOW + ago) * cell;
        const left = Math.max(0, right - cell);
        ctx.fillRect(GUTTER + left, y, Math.max(0, right - left) + 0.4, height - gap);
      }
      if (height >= 11) {
        ctx.globalAlpha = 1;
        ctx.fillStyle = color('muted');
        ctx.font = FONT;
        ctx.textAlign = 'right';
        ctx.textBaseline = 'middle';
        ctx.fillText(`core ${core}`, GUTTER - 8, y + (height - gap) / 2 + 0.5);
      }
    }
  }
}

function size(host) {
  return { width: Math.max(120, host.clientWidth), height: Math.max(80, host.clientHeight) };
}

function axis({ align, ...options }) {
  return {
    font: FONT,
    gap: 6,
    stroke: () => color('muted'),
    grid: { stroke: () => color('grid'), width: 1 },
    ticks: { show: false },
    ...options,
  };
}

function line({ label, color: name, fill, dash }) {
  return {
    label,
    dash,
    width: dash ? 1 : 2,
    stroke: () => color(name),
    fill: fill && ((plot) => gradient(plot, color(name))),
    points: { show: false },
    paths: dash ? undefined : uPlot.paths.spline(),
  };
}

function gradient({ ctx, bbox }, base) {
  const shade = ctx.createLinearGradient(0, bbox.top, 0, bbox.top + bbox.height);
  shade.addColorStop(0, `${base}66`);
  shade.addColorStop(1, `${base}1a`);
  return shade;
}

function showTip(plot, tip, series, format, others) {
  const { idx, left } = plot.cursor;
  const values = series.map((one, index) => [one, idx === null ? null : plot.data[index + 1][idx]]).filter(([, value]) => value != null);
  tip.hidden = left < 0 || values.length === 0;
  if (!tip.hidden) {
    const ago = Math.round(-plot.data[0][idx]);
    const compared = others.map(({ label, points }) => [label, points.find((point) => point.ago >= plot.data[0][idx] - 0.5)?.value])
      .filter(([, value]) => value !== undefined);
    tip.replaceChildren(...values.map(([one, value]) => el('span', { class: `key key-${one.color}` }, `${one.label} ${format(value)}`)),
      ...compared.map(([label, value]) => el('span', { class: `key key-other key-${series[0].color}` }, `${label} ${format(value)}`)),
      el('span', {}, ago === 0 ? 'now' : `${ago} s ago`));
    tip.classList.toggle('tip-left', left > plot.over.clientWidth / 2);
  }
}
