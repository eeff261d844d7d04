// Every version of every template; a new one is linted as it is written, tried, and published.
import { $, act, ask, confirmed, connection, keys, make, toast, walk } from '/frame.js';
import { recentPictures } from '/recent.js';

let all = [];
let chosen;

async function read() {
  try {
    all = await ask('/api/templates');
    $('state').textContent = `${new Set(all.map((each) => each.id)).size} templates, ${all.length} versions. A version never changes; the newest valid one serves where none is pinned.`;
    list();
  } catch (error) {
    connection('not connected', 'bad');
    $('state').textContent = error.message;
  }
}

function list() {
  const shown = all.filter((each) => ($('older').checked || each.in_force || each.fault) && (!$('task').value || each.task === $('task').value));
  $('templates').replaceChildren(...shown.map((each) => make('tr', { class: 'line', tabIndex: 0, on: { keydown: (event) => { if (event.key === 'Enter' && event.target === event.currentTarget) take(each); } } },
    make('td', { class: 'short' }, make('code', { text: `${each.id}@${each.version}` }), each.in_force ? null : make('small', { text: each.fault ? ' refused' : ' older' })),
    make('td', { class: 'short', text: each.task.toLowerCase() }),
    make('td', { class: 'words-of' }, each.text, each.description ? make('p', { class: 'note', text: each.description }) : null, each.fault ? make('p', { class: 'note bad', text: each.fault }) : null),
    make('td', { class: 'number' }, make('button', { type: 'button', text: 'Edit', on: { click: () => take(each) } })))));
}

/** As the next version of it. */
function take(template) {
  $('id').value = template.id;
  $('version').value = Math.max(...all.filter((each) => each.id === template.id).map((each) => each.version)) + 1;
  $('of').value = template.task;
  $('text').value = template.text;
  $('tokens').value = template.max_new_tokens ?? '';
  changed();
  $('text').focus();
  $('edit').scrollIntoView({ block: 'nearest' });
}

function written() {
  const template = { id: $('id').value, version: Number($('version').value), task: $('of').value, text: $('text').value };
  if ($('tokens').value) template.max_new_tokens = Number($('tokens').value);
  return template;
}

let asking;
function changed() {
  $('for-words').hidden = $('of').value === 'CAPTION';
  $('for-words').firstChild.textContent = $('of').value === 'ANSWER' ? 'Question to try it with ' : 'Answer to try it with ';
  $('said').textContent = '';
  clearTimeout(asking);
  asking = setTimeout(lint, 250);
}

async function lint() {
  if (!$('id').value && !$('text').value) return;
  const { fault } = await act('/api/templates/lint', written()).catch((error) => ({ fault: error.message }));
  $('lint').textContent = fault ?? 'Valid.';
  $('lint').classList.toggle('bad', Boolean(fault));
  $('publish').disabled = $('try').disabled = Boolean(fault);
}

async function attempt() {
  if (!chosen) {
    toast('Choose a picture first.', 'bad');
    return;
  }
  $('said').textContent = '…';
  try {
    const tried = await act('/api/templates/try', { ...written(), words: $('words').value, partition: chosen.partition, offset: chosen.offset });
    $('said').replaceChildren(tried.text ?? tried.message ?? '', make('span', { class: 'note block', text: tried.prompt ?? '' }));
  } catch (error) {
    $('said').textContent = '';
    toast(error.message, 'bad');
  }
}

async function publish(event) {
  event.preventDefault();
  const template = written();
  try {
    if (!await confirmed(`Publish ${template.id}@${template.version}? It serves from now on, and can never be changed.`, 'Publish')) return;
    const { published } = await act('/api/templates/publish', template);
    toast(`${published} is published.`);
    await read();
  } catch (error) {
    toast(error.message, 'bad');
  }
}

for (const id of ['id', 'version', 'of', 'text', 'tokens']) $(id).addEventListener('input', changed);
for (const id of ['task', 'older']) $(id).addEventListener('input', list);
$('try').addEventListener('click', attempt);
$('edit').addEventListener('submit', publish);
keys({ n: ['write a new version', () => $('id').focus()] });
walk('.line');
changed();
read();
recentPictures($('recent'), ([result]) => { chosen = result; });
