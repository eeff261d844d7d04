// How full the batches are, why they are closed, and whether the device has enough to do.
import { $, draw, make, percent, rate, whole } from '/frame.js';
import { bar, follow, gained, labels, now, perSecond, ratio, seconds, share, sum, tile, tiles } from '/figures.js';

const KEPT = 300;
const LEAST_SHOWN = 60;
const history = [];
const REASON = { full: 'it was full', drained: 'nothing more was there', padding: 'the rest would have been padded', urgent: 'somebody urgent may come' };
const TROUBLE = { expired: 'deadlines passed', split: 'batches halved', shrink: 'memory was short', blamed: 'failed alone' };

/** Where nothing was computed there is no fill: the line ends, and begins anew. */
function line(which) {
  const x = (i) => 600 - (history.length - 1 - i) * 600 / (Math.max(LEAST_SHOWN, history.length) - 1);
  const d = history.map((each, i) => each[which] === undefined ? ''
    : `${i > 0 && history[i - 1][which] !== undefined ? 'L' : 'M'}${x(i)} ${118 - each[which] * 116}`).join('');
  return draw('path', { class: which, 'vector-effect': 'non-scaling-stroke', d });
}

function show() {
  const rows = gained('blipstream_engine_rows_total');
  const fill = ratio(rows, gained('blipstream_engine_rows_room_total'));
  const busy = now('blipstream_device_busy_share');
  const steps = gained('blipstream_engine_batches_total', 'speaking');
  const padding = ratio(gained('blipstream_engine_padding_total'), gained('blipstream_engine_positions_total'));
  $('state').textContent = 'This process, over the last half minute.';
  tiles('tiles', [
    tile('Rows that spoke', percent(fill), 'blipstream_engine_rows_total / blipstream_engine_rows_room_total', `since the start ${percent(now('blipstream_engine_batch_fill'))}`),
    tile('Rows in a step', rate(ratio(rows, steps)), 'blipstream_engine_rows_total / blipstream_engine_batches_total'),
    tile('Padding', percent(padding), 'blipstream_engine_padding_total / blipstream_engine_positions_total'),
    tile('Device busy', percent(busy), 'blipstream_device_busy_share', `${whole.format(now('blipstream_device_workers'))} workers`),
    tile('Tokens', `${rate(now('blipstream_engine_tokens_per_second'))}/s`, 'blipstream_engine_tokens_per_second'),
    tile('Device time of a text', seconds(now('blipstream_prompt_cost_seconds')), 'blipstream_prompt_cost_seconds'),
  ]);
  history.push({ fill, busy });
  if (history.length > KEPT) history.shift();
  $('over').replaceChildren(...[0, 0.5, 1].map((at) => draw('line', { x1: 0, x2: 600, y1: 118 - at * 116, y2: 118 - at * 116, class: 'grid', 'vector-effect': 'non-scaling-stroke' })), line('busy'), line('fill'));
  const ends = Object.keys(REASON).filter((reason) => labels('blipstream_engine_batch_ends_total').includes(reason));
  const closed = sum(gained, 'blipstream_engine_batch_ends_total');
  $('ends').replaceChildren(...ends.map((reason) => make('tr', { title: 'blipstream_engine_batch_ends_total' },
    make('td', { text: REASON[reason] }), make('td', { class: 'wide' }, bar(share(gained('blipstream_engine_batch_ends_total', reason), closed))),
    make('td', { class: 'number', text: percent(share(gained('blipstream_engine_batch_ends_total', reason), closed)) }))));
  const time = sum(gained, 'blipstream_engine_stage_seconds_total');
  $('stages').replaceChildren(...['decode', 'vision', 'qformer', 'reading', 'speaking'].filter((stage) => labels('blipstream_engine_batches_total').includes(stage)).map((stage) => {
    const batches = gained('blipstream_engine_batches_total', stage);
    const spent = gained('blipstream_engine_stage_seconds_total', stage);
    return make('tr', {}, make('td', { class: 'short', text: stage }), make('td', { class: 'number', text: `${rate(perSecond('blipstream_engine_batches_total', stage))}/s`, title: 'blipstream_engine_batches_total' }),
      make('td', { class: 'number', text: rate(share(gained('blipstream_engine_items_total', stage), batches)), title: 'blipstream_engine_items_total' }),
      make('td', { class: 'number', text: seconds(share(spent, batches)), title: 'blipstream_engine_stage_seconds_total' }), make('td', { class: 'wide' }, bar(share(spent, time))));
  }));
  $('troubles').replaceChildren(...labels('blipstream_engine_troubles_total').map((kind) => make('tr', { title: 'blipstream_engine_troubles_total' },
    make('td', { text: TROUBLE[kind] ?? kind }), make('td', { class: 'number', text: whole.format(now('blipstream_engine_troubles_total', kind)) }))));
}

follow(show);
