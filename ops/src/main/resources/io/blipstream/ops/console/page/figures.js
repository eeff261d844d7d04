// Metrics by their names, as /metrics has them. Whatever counts up is shown as what came in the last half minute.
import { $, connection, listen, make } from '/frame.js';

const WINDOW = 30000;
const samples = [];

const at = (sample, name, label) => sample.figures[name]?.[label] ?? 0;
const last = () => samples[samples.length - 1];
const first = () => samples[0];

/** A gauge now. */
export const now = (name, label = '') => at(last(), name, label);
/** All labels of a metric with their values. */
export const labels = (name) => Object.keys(last().figures[name] ?? {});
/** What a counter gained in the last half minute. */
export const gained = (name, label = '') => at(last(), name, label) - at(first(), name, label);
/** The same a second. */
export const perSecond = (name, label = '') => samples.length < 2 ? 0 : gained(name, label) * 1000 / (last().at - first().at);
/** All labels together. */
export const sum = (of, name, matches = () => true) => labels(name).filter(matches).reduce((all, label) => all + of(name, label), 0);
/** Mean of a histogram over the last half minute, in seconds; over all where nothing came. */
export function mean(name, label) {
  const [count, seconds] = now(name, label) || [0, 0];
  const [before, spent] = first().figures[name]?.[label] ?? [0, 0];
  if (count > before) return (seconds - spent) / (count - before);
  return count > 0 ? seconds / count : 0;
}
export const share = (part, all) => all > 0 ? part / all : 0;
/** The same to be read: undefined where it would be a share of nothing. */
export const ratio = (part, all) => all > 0 ? part / all : undefined;

/** Shows from the second sample on: before it, whatever is counted would be nothing at all. */
export function follow(show) {
  listen('/api/numbers', { numbers: (sample) => {
    if (samples.length > 0 && sample.at < last().at) samples.length = 0;
    samples.push(sample);
    while (first().at < sample.at - WINDOW) samples.shift();
    if (samples.length > 1) show();
  } });
  connection('waiting', '');
}

/** A number with what it is; the metric's name where somebody points. */
export function tile(title, value, metric, note = '') {
  return make('div', { class: 'tile', title: metric }, make('dt', { text: title }), make('dd', { text: value }), note ? make('small', { text: note }) : null);
}
export function tiles(id, all) {
  $(id).replaceChildren(...all);
}

export function bar(part, kind = '') {
  const made = make('span', { class: `share ${kind}` }, make('i', {}));
  made.firstChild.style.setProperty('--share', Math.max(0, Math.min(1, part)));
  return made;
}

export const seconds = (value) => {
  if (value === 0) return '0 s';
  if (value < 0.0995) return `${(value * 1000).toFixed(value < 0.00995 ? 1 : 0)} ms`;
  if (value < 99.5) return `${value.toFixed(value < 9.95 ? 1 : 0)} s`;
  if (value < 5400) return `${Math.round(value / 60)} min`;
  return value >= 86400 ? 'more than a day' : `${(value / 3600).toFixed(1)} h`;
};
export const bytes = (value) => {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let size = value;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size.toFixed(size < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
};
