// What a model is not sure of, or flagged: accepted or corrected, which goes to the topic of feedback.
import { $, act, ask, connection, gone, keys, make, percent, toast, walk } from '/frame.js';

const WHY = { unsure: 'unsure', flagged: 'flagged', review: 'to be looked at' };
let below = 0;

async function read() {
  try {
    const queue = await ask('/api/review');
    connection('live', 'good');
    below = queue.below;
    show([...queue.flags, ...queue.results]);
  } catch (error) {
    connection('not connected', 'bad');
    $('state').textContent = error.message;
  }
}

/** Whatever is being written stays where it is. */
function show(items) {
  const standing = new Map([...document.querySelectorAll('.row')].map((row) => [row.dataset.name, row]));
  const rows = items.map((item) => standing.get(item.name) ?? row(item));
  if (document.activeElement?.closest('.row')) return told();
  $('queue').replaceChildren(...rows);
  return told();
}

function told() {
  const open = document.querySelectorAll('.row').length;
  $('state').textContent = open === 0 ? '' : `${open} to look at. What you say goes to the topic of feedback, under your name.`;
  if (open === 0) {
    $('queue').replaceChildren(make('p', { class: 'empty', text: `Nothing to look at. Results below ${percent(below)} of confidence come here, and what the moderation recipe flags.` }));
  }
}

const BUTTONS = 4;
const others = (item) => item.candidates.length > 0 ? item.candidates.filter((each) => each !== item.said)
  : [({ yes: 'no', no: 'yes' })[item.said]].filter(Boolean);
/** A policy's verdict follows from one of its own answers alone. */
const closed = (item) => item.why !== 'unsure' && item.candidates.length > 0;

function row(item) {
  const list = `c-${Math.random().toString(36).slice(2)}`;
  const text = make('input', { type: 'text', class: 'grow', placeholder: 'what would be right', 'aria-label': 'What would be right', maxlength: '2000', list });
  const say = (right) => settle(made, item, right);
  const instead = others(item);
  const written = !closed(item) || instead.length > BUTTONS;
  const buttons = instead.slice(0, BUTTONS).map((each) => make('button', { type: 'button', text: `It is ${each}`, on: { click: () => say(each) } }));
  const picture = item.partition < 0 ? null
    : make('img', { src: `/pictures/${item.partition}/${item.offset}`, alt: '', loading: 'lazy', width: 128, height: 128, on: { error: gone } });
  const made = make('article', { class: 'row', tabIndex: 0, 'data-name': item.name },
    make('div', { class: item.veiled ? 'picture medium veiled' : 'picture medium', tabIndex: item.veiled ? 0 : -1 }, picture),
    make('div', { class: 'grow stack' },
      make('h2', {}, make('span', { class: `tag ${item.why}`, text: WHY[item.why] ?? item.why }), ' ',
        make('small', { text: item.why === 'unsure' ? `confidence ${percent(item.share)}` : `score ${percent(item.share)}, flagged from ${percent(item.limit)}` })),
      make('p', { class: 'note', text: item.question }),
      make('p', { class: 'strong', text: item.said || '(nothing)' }),
      make('p', { class: 'note', text: `${item.subject} · ${item.feed} · ${item.instruction} · ${item.model}` }),
      make('form', { class: 'actions', on: { submit: (event) => { event.preventDefault(); say(text.value); } } },
        make('button', { type: 'button', class: 'strong', text: 'Accept', disabled: !item.said, on: { click: () => say(item.said) } }),
        ...buttons,
        ...(written ? [text, make('datalist', { id: list }, ...item.candidates.map((each) => make('option', { value: each }))), make('button', { text: 'Correct' })] : []))));
  made.accept = () => item.said && say(item.said);
  made.correct = () => (written ? text : buttons[0]).focus();
  return made;
}

async function settle(made, item, right) {
  if (!right.trim()) {
    toast('Say what would be right.', 'bad');
    made.correct();
    return;
  }
  try {
    const said = await act('/api/review', { name: item.name, right_text: right });
    toast(right === item.said ? `Accepted, by ${said.given_by}.` : `Corrected to “${said.right_text}”, by ${said.given_by}.`);
    const next = made.nextElementSibling ?? made.previousElementSibling;
    made.remove();
    if (next?.matches('.row')) next.focus();
    told();
  } catch (error) {
    toast(error.message, 'bad');
  }
}

$('refresh').addEventListener('click', read);
keys({
  a: ['accept the one in focus', () => document.activeElement.accept?.()],
  c: ['correct the one in focus', () => document.activeElement.correct?.()],
  u: ['refresh', read],
});
walk('.row');
read();
// The process begins to read results when somebody first asks: what there is comes a moment later.
for (const soon of [1000, 3000, 6000]) setTimeout(read, soon);
setInterval(() => { if (!document.hidden) read(); }, 10000);
