// One card an event; its results come one by one. Text is set as text, never as markup.
const cards = new Map();
const MOST = 48;
const wall = document.getElementById('wall');
const state = document.getElementById('state');
const control = Object.fromEntries(
  ['feed', 'task', 'template', 'status', 'confidence', 'blur', 'hold'].map((id) => [id, document.getElementById(id)]));
let seen = 0;

const element = (name, text, kind) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
};

function offer(select, value) {
  if (![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
}

function card(result) {
  const key = `${result.partition}/${result.offset}`;
  let found = cards.get(key);
  if (!found) {
    const article = element('article');
    article.tabIndex = 0;
    const picture = element('img');
    picture.alt = '';
    picture.loading = 'lazy';
    picture.src = `/wall/pictures/${key}`;
    article.append(picture, element('h2', `${result.subject} · ${result.feed}`), element('dl'));
    found = { article, picture, results: [] };
    cards.set(key, found);
    wall.prepend(article);
    if (cards.size > MOST) {
      const [oldest, gone] = cards.entries().next().value;
      cards.delete(oldest);
      gone.article.remove();
    }
  }
  return found;
}

const asked = (result) => result.task === 'CAPTION' ? 'caption' : result.prompt;

function draw({ article, picture, results }) {
  const list = article.querySelector('dl');
  list.replaceChildren();
  let shown = 0;
  const captionFirst = [...results].sort((one, other) => (other.task === 'CAPTION') - (one.task === 'CAPTION'));
  for (const result of captionFirst) {
    const passes = ['feed', 'task', 'template', 'status'].every((id) => !control[id].value || control[id].value === result[id]);
    if (!passes || (result.confidence ?? 0) * 100 > Number(control.confidence.value)) continue;
    shown++;
    const said = element('dd', undefined, result.status === 'OK' ? '' : 'other');
    said.append(element('span', result.text ?? result.status.toLowerCase()));
    if (result.confidence !== null) {
      const share = element('small', `${Math.round(result.confidence * 100)} %`, result.confidence < 0.6 ? 'low' : '');
      share.title = `confidence · ${result.template} · ${result.model}`;
      said.append(share);
    }
    list.append(element('dt', asked(result)), said);
    if (result.task === 'CAPTION' && result.text) picture.alt = result.text;
  }
  article.hidden = shown === 0;
}

function take(results) {
  const touched = new Set();
  for (const result of results) {
    seen = Math.max(seen, result.number);
    offer(control.feed, result.feed);
    offer(control.template, result.template);
    offer(control.status, result.status);
    const of = card(result);
    of.results.push(result);
    touched.add(of);
  }
  touched.forEach(draw);
  if (seen) state.textContent = `${seen} results since this page was first asked for`;
}

async function look() {
  try {
    if (!control.hold.checked && !document.hidden) {
      const answer = await fetch(`/wall/results?after=${seen}`);
      if (!answer.ok) throw new Error(`the server says ${answer.status}`);
      take(await answer.json());
    }
  } catch (error) {
    state.textContent = `no connection: ${error.message}`;
  }
  setTimeout(look, 1000);
}

document.querySelector('form').addEventListener('input', () => {
  document.getElementById('most').value = `${control.confidence.value} %`;
  document.body.classList.toggle('blur', control.blur.checked);
  cards.forEach(draw);
});
look();
