/** The few helpers that the page needs for its elements and numbers. */

export const $ = (id) => document.getElementById(id);

/** Makes an element: `el('p', { class: 'x' }, 'text', child)`. Text is always text, never markup. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) {
      element.setAttribute(key, '');
    } else if (value !== false && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children);
  return element;
}

/** A URI that may be broken at its dots. */
export const breakable = (uri) => uri.split('.').flatMap((part, index) => (index === 0 ? [part] : [el('wbr'), `.${part}`]));

/** A colour of the present theme. */
export const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function bytes(value) {
  let unit = 0;
  let scaled = value;
  while (scaled >= 1024 && unit < UNITS.length - 1) {
    scaled /= 1024;
    unit++;
  }
  return `${scaled >= 100 || unit === 0 ? Math.round(scaled) : scaled.toFixed(1)} ${UNITS[unit]}`;
}

export const rate = (value) => `${bytes(value)}/s`;

export const percent = (share) => `${Math.round(share * 100)} %`;

export const clock = (time = Date.now()) => new Date(time).toLocaleTimeString('en-GB');

/** How long something took, from `performance.now()` at its beginning. */
export function took(begin) {
  const elapsed = performance.now() - begin;
  if (elapsed >= 1000) {
    return `${(elapsed / 1000).toFixed(1)} s`;
  }
  return elapsed < 10 ? `${elapsed.toFixed(1)} ms` : `${Math.round(elapsed)} ms`;
}

/** JSON for people: a space after each comma and colon, binary values as their size. */
export function json(value) {
  const text = JSON.stringify(value, (key, part) => (ArrayBuffer.isView(part) ? `<${part.byteLength} bytes>` : part), 1);
  return text.replace(/\n\s*/g, ' ').replace(/([[{]) | ([\]}])/g, '$1$2');
}
