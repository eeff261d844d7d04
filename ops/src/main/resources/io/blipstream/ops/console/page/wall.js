// One card an event. New pictures come a row at a time, so that there is something to look at; what
// comes faster is counted, and passes by.
import { $, ask, keys, listen, make, offer, percent, rate, walk } from '/frame.js';

const KEPT = 160;
const SHOWN = 24;
const TICK = 1500;
const wall = $('wall');
const control = Object.fromEntries(
  ['feed', 'task', 'template', 'status', 'truth', 'confidence', 'blur', 'hold'].map((id) => [id, $(id)]));

const events = new Map();
const cards = new Map();
let fresh = [];
let first = true;
let passed = 0;
let dropped = 0;
let judged = 0;
let right = 0;
const RATE = 'blipstream_events_per_second';
let answered;

const passes = (result) =>
  ['feed', 'task', 'template', 'status'].every((id) => !control[id].value || control[id].value === result[id])
  && (!control.truth.value || result.right === (control.truth.value === 'right'))
  && (control.confidence.value === '100' || (result.confidence ?? 0) * 100 <= Number(control.confidence.value));
const passing = (event) => [...event.results.values()].filter(passes);
const asked = (result) => result.task === 'CAPTION' ? 'Caption' : result.prompt;
const captionFirst = (one, other) => (other.task === 'CAPTION') - (one.task === 'CAPTION');
const columns = () => getComputedStyle(wall).gridTemplateColumns.split(' ').length;

function meter(result) {
  if (result.confidence === null) return null;
  const share = make('span', { class: 'meter', title: `confidence ${percent(result.confidence)}` },
    make('i', {}), percent(result.confidence));
  share.firstChild.style.setProperty('--share', result.confidence);
  share.dataset.kind = result.confidence < 0.5 ? 'low' : '';
  return share;
}

/** A mark where it is right; what would be right where it is not. */
const mark = (result) => result.right === null ? null
  : make('span', { class: result.right ? 'mark' : 'mark wrong', role: 'img', 'aria-label': result.right ? 'right' : 'wrong' });
const truth = (result) => result.right === false && result.truth
  ? make('p', { class: 'note', text: `right would be: ${result.truth}` }) : null;

function said(result) {
  const text = make('span', { class: result.status === 'OK' ? '' : 'other' }, mark(result), result.text ?? result.status.toLowerCase());
  return make('dd', {}, make('p', { class: 'said' }, text, meter(result)), truth(result));
}

function picture(event, alt) {
  return make('img', { src: `/pictures/${event.key}`, alt, loading: 'lazy', width: 224, height: 224 });
}

function card(event) {
  const article = make('article', { tabIndex: 0, class: event.veiled ? 'card veiled' : 'card', 'data-event': event.key });
  article.append(make('div', { class: 'picture' }, picture(event, '')),
    make('div', { class: 'words' }, make('h2', { text: event.subject }, make('small', { text: event.feed })), make('dl', {})));
  article.addEventListener('click', () => open(event));
  article.addEventListener('keydown', (key) => {
    if (key.key === 'Enter' && key.target === article) open(event);
  });
  fill(article, event);
  return article;
}

function fill(article, event) {
  const results = passing(event).sort(captionFirst);
  article.querySelector('dl').replaceChildren(
    ...results.flatMap((result) => [make('dt', { text: asked(result) }), said(result)]));
  const caption = results.find((result) => result.task === 'CAPTION' && result.text);
  if (caption) article.querySelector('img').alt = caption.text;
  article.hidden = results.length === 0;
}

/** All that is known of one event. */
function open(event) {
  const dialog = $('one');
  const rows = [...event.results.values()].sort(captionFirst).map((result) => make('tr', {},
    make('td', { text: result.prompt }), make('td', {}, mark(result), result.text ?? result.status.toLowerCase(), truth(result)),
    make('td', { class: 'number', text: result.confidence === null ? '–' : percent(result.confidence) }),
    make('td', { text: result.template }), make('td', { text: result.model })));
  dialog.replaceChildren(
    make('div', { class: event.veiled ? 'picture veiled' : 'picture', tabIndex: event.veiled ? 0 : -1 }, picture(event, '')),
    make('h2', { text: event.subject }),
    make('p', { class: 'note', text: `feed ${event.feed} · event ${event.event} · partition ${event.partition}, offset ${event.offset}` }),
    make('div', { class: 'scroll' }, make('table', {},
      make('thead', {}, make('tr', {}, ...['prompt', 'said', 'confidence', 'template', 'model'].map((text) => make('th', { scope: 'col', text })))),
      make('tbody', {}, ...rows))),
    make('form', { method: 'dialog' }, make('button', { text: 'Close' })));
  dialog.showModal();
}

function take(result) {
  offer(control.feed, result.feed);
  offer(control.template, result.template);
  offer(control.status, result.status);
  const key = `${result.partition}/${result.offset}`;
  let event = events.get(key);
  if (!event) {
    event = { key, ...result, results: new Map() };
    events.set(key, event);
    fresh.push(event);
    if (events.size > KEPT) events.delete(events.keys().next().value);
  }
  event.results.set(result.instruction, result);
  if (result.right !== null) {
    $('truths').hidden = false;
    judged += 1;
    right += result.right ? 1 : 0;
  }
  const shown = cards.get(key);
  if (shown) fill(shown, event);
}

function put(event) {
  wall.querySelector(':scope > .note')?.remove();
  const made = card(event);
  cards.set(event.key, made);
  wall.prepend(made);
  if (cards.size > SHOWN) {
    const [oldest, gone] = cards.entries().next().value;
    cards.delete(oldest);
    gone.remove();
  }
}

/** Whoever points at a card or walks over them is not to lose it. */
const held = () => control.hold.checked || wall.matches(':hover') || wall.contains(document.activeElement) || $('one').open;

function tick() {
  if (!held()) {
    const wanted = fresh.filter((event) => passing(event).length > 0);
    const room = first ? SHOWN : columns();
    passed += Math.max(0, wanted.length - room);
    wanted.slice(-room).forEach(put);
    if (wanted.length > 0) first = false;
    fresh = [];
  }
  tell();
}

function tell() {
  if (events.size === 0) return;
  const words = answered === undefined ? [] : [`${rate(answered)} pictures/s`];
  if (held() && fresh.length > 0) words.push(`held, ${fresh.length} more have come`);
  else if (passed > 0) words.push('some pass by: a row is shown at a time');
  if (judged > 0) words.push(`${percent(right / judged)} of ${judged} texts right, word for word`);
  if (dropped > 0) words.push(`${dropped} results left out: this browser is slower than they come`);
  $('state').textContent = words.join(' · ');
  $('state').title = answered === undefined ? '' : RATE;
}

/** Asked for, not followed: a browser has six connections for a host, and a page that is followed holds one. */
async function count() {
  if (document.hidden) return;
  const shot = await ask('/api/numbers/now').catch(() => ({}));
  answered = shot.figures?.[RATE]?.[''];
}

function filtered() {
  $('most').value = `${control.confidence.value} %`;
  document.body.classList.toggle('blur', control.blur.checked);
  cards.clear();
  wall.replaceChildren();
  [...events.values()].filter((event) => passing(event).length > 0).slice(-SHOWN).forEach(put);
  fresh = [];
  if (events.size > 0 && cards.size === 0) wall.append(make('p', { class: 'note', text: 'Nothing that was seen so far passes these filters.' }));
}

$('filters').addEventListener('input', filtered);
$('filters').addEventListener('submit', (event) => event.preventDefault());
keys({
  h: ['hold the page', () => { control.hold.checked = !control.hold.checked; tell(); }],
  b: ['blur all pictures', () => { control.blur.checked = !control.blur.checked; filtered(); }],
  f: ['to the filters', () => control.feed.focus()],
});
walk('.card', columns);
listen('/api/results', { result: take, dropped: ({ count }) => { dropped += count; } });
setTimeout(tick, 400);
count();
setInterval(count, 2 * TICK);
setInterval(tick, TICK);
