// The newest pictures to choose one from. What is being chosen from stands still.
import { gone, listen, make } from '/frame.js';

const MOST = 12;

/** Calls back with all results of the picture that is chosen. */
export function recentPictures(place, chosen) {
  const recent = new Map();
  let picked;
  let later;
  const show = () => place.replaceChildren(...[...recent.values()].reverse().map((results) => {
    const [{ partition, offset, subject, veiled }] = results;
    const key = `${partition}/${offset}`;
    return make('label', { class: veiled ? 'picture veiled' : 'picture', title: subject },
      make('input', { type: 'radio', name: 'picture', checked: key === picked, on: { change: () => { picked = key; chosen(results); } } }),
      make('img', { src: `/pictures/${key}`, alt: subject, width: 64, height: 64, on: { error: gone } }));
  }));
  place.append(make('p', { class: 'note', text: 'Waiting for pictures …' }));
  listen('/api/results', { result: (result) => {
    const key = `${result.partition}/${result.offset}`;
    if (recent.has(key)) {
      recent.get(key).push(result);
      return;
    }
    if (picked || (recent.size === MOST && place.matches(':hover, :focus-within'))) return;
    recent.set(key, [result]);
    if (recent.size > MOST) recent.delete(recent.keys().next().value);
    clearTimeout(later);
    later = setTimeout(show, 300);
  } });
}
