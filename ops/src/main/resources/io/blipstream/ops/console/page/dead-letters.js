// Dead letters by fault; one is opened to see all that it holds, one or all are put back.
import { $, act, ago, ask, confirmed, connection, gone, keys, make, toast, walk, whole } from '/frame.js';

let faults = new Set();
let all = [];
const address = (place) => place.replace(':', '-');

async function read() {
  try {
    const found = await ask('/api/letters');
    connection('live', 'good');
    all = found.letters;
    const rest = all.length === found.most ? `the newest ${found.most}` : whole.format(all.length);
    $('state').textContent = all.length === 0 ? '' : `${rest}, newest first. Each holds its original bytes, to be put back once what was wrong is mended.`;
    groups(found.faults);
    list();
  } catch (error) {
    connection('not connected', 'bad');
    $('state').textContent = error.message;
  }
}

function groups(found) {
  faults = new Set([...faults].filter((fault) => found.some((group) => group.fault === fault)));
  $('faults').closest('section').hidden = found.length === 0;
  $('faults').replaceChildren(...found.map((group) => make('tr', {},
    make('td', { class: 'lead' }, make('label', {}, make('input', {
      type: 'checkbox', checked: faults.has(group.fault),
      on: { change: (event) => { if (event.target.checked) faults.add(group.fault); else faults.delete(group.fault); list(); } },
    }), make('code', { text: group.fault }))),
    make('td', { class: 'number', 'data-label': 'letters', text: whole.format(group.letters) }),
    make('td', { 'data-label': 'first', text: ago(group.first), title: group.first }), make('td', { 'data-label': 'last', text: ago(group.last), title: group.last }),
    make('td', { class: 'number act' }, make('button', { type: 'button', text: 'Replay all', on: { click: () => replay({ faults: [group.fault] }) } })))));
}

function picture(letter, size) {
  return make('img', {
    src: `/api/letters/${address(letter.place)}/picture`, alt: '', loading: 'lazy', width: size, height: size, on: { error: gone },
  });
}

function list() {
  const shown = all.filter((letter) => faults.size === 0 || faults.has(letter.fault));
  $('letters').replaceChildren(...(all.length === 0
    ? [make('p', { class: 'empty', text: 'Nothing failed. Records that cannot be done stand here, with their fault and their original bytes.' })]
    : shown.map(row)));
}

function row(letter) {
  const made = make('article', { class: 'row', tabIndex: 0, 'data-place': letter.place },
    make('div', { class: 'picture small' }, picture(letter, 64)),
    make('div', { class: 'grow' },
      make('h2', {}, make('code', { text: letter.fault }), ' ', make('small', { text: ago(letter.failed_at), title: letter.failed_at })),
      make('p', { text: letter.message }),
      make('p', { class: 'note', text: [letter.event_id ?? letter.subject ?? 'unreadable', letter.instruction_id, letter.template, letter.feed,
        `tried ${letter.attempts} ×`].filter(Boolean).join(' · ') })),
    letter.replayed_at ? make('span', { class: 'tag', text: `replayed ${ago(letter.replayed_at)}` })
      : make('button', { type: 'button', text: 'Replay', on: { click: (event) => { event.stopPropagation(); replay({ places: [letter.place] }); } } }));
  made.addEventListener('click', () => open(letter));
  made.addEventListener('keydown', (event) => { if (event.key === 'Enter' && event.target === made) open(letter); });
  return made;
}

function facts(value, list) {
  for (const [name, each] of Object.entries(value)) {
    if (each === null || name === 'place') continue;
    const inner = typeof each === 'object';
    list.append(make('dt', { text: name.replaceAll('_', ' ') }),
      make('dd', {}, inner ? make('code', { class: 'block', text: JSON.stringify(each, null, 1) }) : String(each)));
  }
}

async function open(letter) {
  const whole = await ask(`/api/letters/${address(letter.place)}`).catch((error) => toast(error.message, 'bad'));
  if (!whole) return;
  const list = make('dl', { class: 'facts' });
  facts(whole, list);
  $('one').replaceChildren(make('div', { class: 'picture' }, picture(letter, 224)), make('h2', {}, make('code', { text: letter.fault }), ` at ${letter.place}`), list,
    make('form', { method: 'dialog', class: 'actions' }, make('button', { text: 'Close' }),
      make('button', { type: 'button', text: 'Replay', on: { click: () => { $('one').close(); replay({ places: [letter.place] }); } } })));
  $('one').showModal();
}

const records = (count) => `${whole.format(count)} ${count === 1 ? 'record' : 'records'}`;

/** Says what it would do, and does it when somebody agrees. */
async function replay(selection) {
  try {
    const plan = await act('/api/letters/plan', selection);
    const but = [
      plan.replayed_before && `${records(plan.replayed_before)} left out: replayed before`,
      plan.foreign && `${plan.foreign} of another application left out`,
      plan.deadlines_over && `${records(plan.deadlines_over)} past the deadline`,
    ].filter(Boolean).join('; ');
    if (plan.records === 0) {
      toast(`Nothing to put back${but ? `: ${but}` : ''}.`, 'bad');
      return;
    }
    const question = `Put ${records(plan.records)} back into the topic of events, byte for byte?${but ? ` (${but}.)` : ''}`;
    if (!await confirmed(question, 'Replay')) return;
    const report = await act('/api/letters/replay', selection);
    toast(`${records(report.replayed)} put back.${report.gone ? ` ${records(report.gone)} gone.` : ''}`);
    await read();
  } catch (error) {
    toast(error.message, 'bad');
  }
}

$('refresh').addEventListener('click', read);
keys({
  u: ['refresh', read],
  r: ['replay the one in focus', () => {
    const place = document.activeElement.dataset?.place;
    if (place) replay({ places: [place] });
  }],
});
walk('.row');
read();
