// The topology with what goes through it now.
import { $, draw, make, percent, rate, whole } from '/frame.js';
import { bar, follow, labels, mean, now, perSecond, seconds, share, sum, tile, tiles } from '/figures.js';

const perS = (value) => `${rate(value)}/s`;

function box(x, y, width, height, name, kind = '') {
  const words = draw('text', { x: x + width / 2, y: y + 24, class: 'name', text: name });
  const number = draw('text', { x: x + width / 2, y: y + 45, class: 'value' });
  way.append(draw('rect', { x, y, width, height, rx: 9, class: `box ${kind}` }), words, number);
  return number;
}

function arrow(d, x, y) {
  way.append(draw('path', { d, class: 'arrow', 'marker-end': 'url(#head)' }));
  if (x === undefined) return undefined;
  const words = draw('text', { x, y, class: 'rate' });
  way.append(words);
  return words;
}

const way = $('way');
way.append(draw('defs', {}, draw('marker', { id: 'head', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' }, draw('path', { d: 'M0 0 8 4 0 8z', class: 'head' }))));
const place = {
  events: box(10, 70, 140, 62, 'image-events', 'topic'),
  templates: box(10, 230, 140, 62, 'templates', 'topic'),
  enrichment: box(220, 70, 140, 62, 'enrichment'),
};
way.append(draw('rect', { x: 430, y: 20, width: 440, height: 292, rx: 12, class: 'engine' }), draw('text', { x: 650, y: 46, class: 'name', text: 'engine' }));
Object.assign(place, {
  held: draw('text', { x: 650, y: 66, class: 'rate' }),
  decode: box(452, 84, 120, 62, 'decode'),
  vision: box(590, 84, 120, 62, 'image encoder'),
  qformer: box(728, 84, 120, 62, 'Q-Former'),
  reading: box(520, 216, 130, 62, 'prompts read'),
  speaking: box(690, 216, 130, 62, 'tokens said'),
});
way.append(place.held);
const results = {
  captions: box(960, 14, 150, 58, 'captions', 'topic'), answers: box(960, 94, 150, 58, 'answers', 'topic'),
  questions: box(960, 174, 150, 58, 'questions', 'topic'), letters: box(960, 254, 150, 58, 'dead-letters', 'topic'),
};
const rates = { arrived: arrow('M150 101H214', 182, 92), asked: arrow('M360 101H424', 392, 92) };
arrow('M150 261C190 261 290 210 290 138');
arrow('M572 115H584');
arrow('M710 115H722');
arrow('M788 146C788 190 600 170 588 210');
arrow('M650 247H684');
for (const y of [43, 123, 203, 283]) arrow(`M870 165C915 165 910 ${y} 954 ${y}`);

const STAGE = { queue: 'waiting', decode: 'decoding', vision: 'image encoder', qformer: 'Q-Former', language: 'language model' };

function show() {
  $('state').textContent = `This process, over the last half minute · ${labels('blipstream_streams_state').join(', ').toLowerCase()} · up ${seconds(now('blipstream_up_seconds'))}`;
  tiles('tiles', [
    tile('Pictures answered', perS(now('blipstream_events_per_second')), 'blipstream_events_per_second'),
    tile('Texts', perS(now('blipstream_engine_prompts_per_second')), 'blipstream_engine_prompts_per_second'),
    tile('Behind', seconds(now('blipstream_lag_seconds')), 'blipstream_lag_seconds', `${whole.format(now('blipstream_lag_records'))} records`),
    tile('Caught up in', seconds(now('blipstream_drain_seconds')), 'blipstream_drain_seconds'),
    tile('At the engine', whole.format(now('blipstream_in_flight_events')), 'blipstream_in_flight_events', `of ${whole.format(now('blipstream_in_flight_events_limit'))} events`),
    tile('Device busy', percent(now('blipstream_device_busy_share')), 'blipstream_device_busy_share'),
  ]);
  const consumed = 'messaging_client_consumed_messages_total';
  rates.arrived.textContent = perS(sum(perSecond, consumed));
  rates.asked.textContent = perS(now('blipstream_events_per_second'));
  place.events.textContent = `${seconds(now('blipstream_lag_seconds'))} behind`;
  place.templates.textContent = `${whole.format(now('blipstream_template_records_total', 'accepted'))} versions`;
  place.enrichment.textContent = `${whole.format(now('blipstream_in_flight_events'))} in flight`;
  place.held.textContent = `${whole.format(now('blipstream_engine_held'))} requests held`;
  for (const stage of ['decode', 'vision', 'qformer', 'reading', 'speaking']) place[stage].textContent = perS(perSecond('blipstream_engine_items_total', stage));
  for (const [task, topic] of [['caption', 'captions'], ['answer', 'answers'], ['question', 'questions']]) {
    results[topic].textContent = perS(sum(perSecond, 'blipstream_results_total', (label) => label.startsWith(`${task}|`)));
  }
  results.letters.textContent = `${perS(sum(perSecond, 'blipstream_dead_letters_total'))} · ${whole.format(sum(now, 'blipstream_dead_letters_total'))}`;
  const stages = Object.keys(STAGE).map((stage) => [stage, mean('blipstream_prompt_stage_duration_seconds', stage)]);
  const all = stages.reduce((time, [, each]) => time + each, 0);
  $('time').replaceChildren(...stages.map(([stage, time]) => make('tr', { title: 'blipstream_prompt_stage_duration_seconds' },
    make('td', { text: STAGE[stage] }), make('td', { class: 'wide' }, bar(share(time, all))), make('td', { class: 'number', text: seconds(time) }))));
  const waiting = ['interactive', 'standard', 'bulk'].filter((lane) => labels('blipstream_engine_queue').includes(lane));
  const most = Math.max(1, ...waiting.map((lane) => now('blipstream_engine_queue', lane)));
  $('lanes').replaceChildren(...(waiting.length ? waiting : ['none']).map((lane) => make('tr', { title: 'blipstream_engine_queue' },
    make('td', { text: lane }), make('td', { class: 'wide' }, bar(now('blipstream_engine_queue', lane) / most)), make('td', { class: 'number', text: whole.format(now('blipstream_engine_queue', lane)) }))));
  $('partitions').replaceChildren(...labels('blipstream_partition_open').map((partition) => make('tr', {},
    make('td', { text: partition }), make('td', { class: 'number', text: whole.format(now('blipstream_partition_open', partition)), title: 'blipstream_partition_open' }),
    make('td', { class: 'number', text: whole.format(now('blipstream_partition_lag_records', partition)), title: 'blipstream_partition_lag_records' }),
    make('td', { class: 'number', text: seconds(now('blipstream_partition_lag_seconds', partition)), title: 'blipstream_partition_lag_seconds' }))));
}

follow(show);
