// Which checkpoint answers, on what, and how a model on trial compares.
import { $, act, ask, gone, make, percent, rate, toast, whole } from '/frame.js';
import { recentPictures } from '/recent.js';
import { bar, bytes, follow, gained, labels, now, ratio, seconds, share, sum, tile, tiles } from '/figures.js';

const OUTCOME = { chosen: 'events of its share', dropped: 'spared: no room', failed: 'could not be answered' };
const KEPT = { hit: 'known already', miss: 'to be looked at', join: 'being looked at for another' };

function show() {
  const [id, digest, family] = (labels('blipstream_model_info')[0] ?? '||').split('|');
  $('state').textContent = 'This process.';
  tiles('tiles', [
    tile('Texts', `${rate(now('blipstream_engine_prompts_per_second'))}/s`, 'blipstream_engine_prompts_per_second'),
    tile('Tokens', `${rate(now('blipstream_engine_tokens_per_second'))}/s`, 'blipstream_engine_tokens_per_second'),
    tile('Device time of a text', seconds(now('blipstream_prompt_cost_seconds')), 'blipstream_prompt_cost_seconds'),
    tile('Device time of an event', seconds(now('blipstream_event_cost_seconds', 'device')), 'blipstream_event_cost_seconds', `processors ${seconds(now('blipstream_event_cost_seconds', 'processor'))}`),
    tile('Busy', percent(now('blipstream_device_busy_share')), 'blipstream_device_busy_share', `${whole.format(now('blipstream_device_workers'))} workers`),
    tile('Silent', seconds(now('blipstream_engine_silence_seconds')), 'blipstream_engine_silence_seconds', 'while it has work'),
  ]);
  $('who').replaceChildren(make('dt', { text: 'checkpoint' }), make('dd', { text: id }), make('dt', { text: 'family' }), make('dd', { text: family }),
    make('dt', { text: 'digest' }), make('dd', {}, make('code', { text: digest })), make('dt', { text: 'answers so far' }), make('dd', { text: whole.format(now('blipstream_engine_answers_total')), title: 'blipstream_engine_answers_total' }));
  $('memory').replaceChildren(...labels('blipstream_device_memory_used_bytes').map((device) => {
    const used = now('blipstream_device_memory_used_bytes', device);
    const total = now('blipstream_device_memory_total_bytes', device);
    return make('tr', {}, make('td', { text: device }), make('td', { class: 'wide' }, bar(share(used, total))), make('td', { class: 'number', text: bytes(used), title: 'blipstream_device_memory_used_bytes' }),
      make('td', { class: 'number', text: bytes(now('blipstream_device_memory_peak_bytes', device)), title: 'blipstream_device_memory_peak_bytes' }),
      make('td', { class: 'number', text: bytes(total), title: 'blipstream_device_memory_total_bytes' }));
  }));
  shadow();
  const all = sum(gained, 'blipstream_features_requests_total');
  $('kept').replaceChildren(...labels('blipstream_features_requests_total').map((outcome) => make('tr', { title: 'blipstream_features_requests_total' },
    make('td', { text: KEPT[outcome] ?? outcome }), make('td', { class: 'wide' }, bar(share(gained('blipstream_features_requests_total', outcome), all))),
    make('td', { class: 'number', text: whole.format(now('blipstream_features_requests_total', outcome)) }))),
  make('tr', { title: 'blipstream_features_kept_bytes' }, make('td', { text: 'kept now' }), make('td', { class: 'note', text: `${whole.format(now('blipstream_features_entries'))} pictures` }),
    make('td', { class: 'number', text: bytes(now('blipstream_features_kept_bytes')) })));
}

function shadow() {
  const events = labels('blipstream_shadow_events_total');
  const canary = labels('blipstream_canary_fallbacks_total').length > 0;
  if (events.length === 0 && !canary) {
    $('shadow').replaceChildren(make('p', { class: 'note', text: 'None. shadow.model and canary.model name one: a shadow answers besides and is compared, a canary answers in the live model’s place.' }));
    return;
  }
  const rows = events.map((outcome) => [OUTCOME[outcome] ?? outcome, whole.format(now('blipstream_shadow_events_total', outcome)), 'blipstream_shadow_events_total']);
  const compared = sum(now, 'blipstream_shadow_comparisons_total');
  if (events.length > 0) rows.push(['said the same', `${percent(ratio(now('blipstream_shadow_comparisons_total', 'same'), compared))} of ${whole.format(compared)}`, 'blipstream_shadow_comparisons_total']);
  if (canary) rows.push(['answered in the canary’s place', whole.format(now('blipstream_canary_fallbacks_total')), 'blipstream_canary_fallbacks_total']);
  $('shadow').replaceChildren(make('table', {}, make('tbody', {}, ...rows.map(([what, value, metric]) => make('tr', { title: metric }, make('td', { text: what }), make('td', { class: 'number', text: value }))))));
}

const said = (who, { model, text, confidence, fault }) => [
  make('dt', { text: who }),
  make('dd', { title: model }, make('span', { class: fault ? 'bad' : 'strong', text: fault ?? (text || '(nothing)') }), ' ',
    confidence === null ? null : make('small', { text: percent(confidence) })),
];

const difference = (each) => make('article', { class: 'row' },
  make('div', { class: each.veiled ? 'picture medium veiled' : 'picture medium', tabIndex: each.veiled ? 0 : -1 },
    make('img', { src: `/pictures/${each.partition}/${each.offset}`, alt: '', loading: 'lazy', width: 128, height: 128, on: { error: gone } })),
  make('div', { class: 'grow stack' },
    make('p', { class: 'note', text: each.prompt }),
    make('dl', { class: 'facts' }, ...said('live', each.live), ...said('on trial', each.shadow)),
    make('p', { class: 'note', text: `${each.subject} · ${each.feed} · ${each.instruction}${each.agreement === null ? '' : ` · ${percent(each.agreement)} of the tokens agree`}` })));

/** What stands there stays while somebody points at it. */
async function differing() {
  if (document.hidden || $('differences').matches(':hover, :focus-within')) return;
  const { differences } = await ask('/api/trial');
  $('differing').hidden = differences.length === 0;
  if (differences.length > 0) $('who-differs').textContent = `On trial: ${differences[0].shadow.model}. Live: ${differences[0].live.model}.`;
  $('differences').replaceChildren(...differences.map(difference));
}

follow(show);
const lookAgain = () => differing().catch(() => {}); // whether the process answers is said in the frame
lookAgain();
setInterval(lookAgain, 5000);

async function look(results) {
  $('sheet').replaceChildren(make('p', { class: 'note', text: 'Looking …' }));
  const [{ partition, offset }] = results;
  const prompts = [...new Set(results.map((result) => result.prompt))].slice(0, 3);
  try {
    const { sheet } = await act('/api/attention', { partition, offset, prompts });
    $('sheet').replaceChildren(make('img', { src: sheet, alt: `Where the queries look at ${results[0].subject}`, class: 'sheet' }));
  } catch (error) {
    $('sheet').replaceChildren();
    toast(error.message, 'bad');
  }
}

ask('/api/attention').then(({ on }) => {
  $('attention').hidden = !on;
  if (on) recentPictures($('recent'), look);
});
