// What all pages share. Whatever anybody sent is set as text, never as markup.
export const $ = (id) => document.getElementById(id);

/** make('td', {class: 'x', text: 'y', title: 'z'}, child, ...) */
export function make(name, facts = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(facts)) {
    if (value === undefined || value === null) continue;
    if (key === 'text') made.textContent = value;
    else if (key === 'on') for (const [event, does] of Object.entries(value)) made.addEventListener(event, does);
    else if (key in made && key !== 'list' && typeof value !== 'string') made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';
export function draw(name, facts = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(facts)) {
    if (key === 'text') made.textContent = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Of what is not known yet there is a dash. */
export const percent = (share) => share === undefined ? '–' : `${Math.round(share * 100)} %`;
export const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
export const rate = (number) => number === undefined ? '–' : (number >= 100 ? whole : tenths).format(number);
export const ago = (iso) => {
  const seconds = Math.max(0, (Date.now() - Date.parse(iso)) / 1000);
  if (seconds < 60) return `${Math.round(seconds)} s ago`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 172800) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86400)} days ago`;
};

/** For a picture that is none. */
export const gone = (event) => event.target.classList.add('gone');

/** Adds what a select does not offer yet. */
export function offer(select, value) {
  if (![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
}

export function connection(words, kind) {
  const place = $('connection');
  if (place.textContent !== words) place.textContent = words;
  place.dataset.kind = kind;
}

let hiding;
export function toast(words, kind = 'good') {
  const place = $('toast');
  place.textContent = words;
  place.dataset.kind = kind;
  place.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { place.hidden = true; }, kind === 'bad' ? 9000 : 4000);
}

/**
 * Listens as long as somebody can see it: a hidden page costs nothing. A browser that is told off
 * (no token, too many pages) asks again after a while.
 */
export function listen(path, listeners) {
  let source;
  let last = '';
  const open = () => {
    if (source || document.hidden) return;
    const mark = last ? `${path.includes('?') ? '&' : '?'}after=${last}` : '';
    source = new EventSource(path + mark);
    source.onopen = () => connection('live', 'good');
    source.onerror = () => {
      connection('not connected', 'bad');
      if (source && source.readyState === EventSource.CLOSED) {
        source = undefined;
        setTimeout(open, 3000);
      }
    };
    for (const [name, does] of Object.entries(listeners)) {
      source.addEventListener(name, (event) => {
        if (event.lastEventId) last = event.lastEventId;
        does(JSON.parse(event.data));
      });
    }
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && source) {
      source.close();
      source = undefined;
    } else open();
  });
  open();
}

/** JSON, or an error in the server's words. */
async function answered(response) {
  const text = await response.text();
  if (response.status === 401) location.assign('/login');
  if (!response.ok) throw new Error(text.slice(0, 300) || `the server says ${response.status}`);
  return text ? JSON.parse(text) : undefined;
}
export const ask = async (path) => answered(await fetch(path));

/** The header is what no other site's page can send. */
export const act = async (path, body = {}) => answered(await fetch(path, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-Blipstream': 'action' },
  body: JSON.stringify(body),
}));

/** Asks back before something that cannot be taken back; true where it is wanted. */
export function confirmed(question, word) {
  const dialog = make('dialog', { 'aria-label': question },
    make('p', { text: question }),
    make('form', { method: 'dialog' },
      make('button', { value: 'yes', class: 'strong', text: word }), make('button', { value: '', text: 'Cancel' })));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(dialog.returnValue === 'yes');
  }));
}

const bound = new Map();

/** keys({h: ['hold the page', () => …]}): one letter each, not while somebody types. */
export function keys(more) {
  for (const [key, [meaning, does]] of Object.entries(more)) {
    bound.set(key, does);
    $('key-list').append(make('dt', {}, make('kbd', { text: key })), make('dd', { text: meaning }));
  }
}

/** Arrows and j, k go from one to the next of those that match. */
export function walk(selector, columns = () => 1) {
  const go = (step) => {
    const all = [...document.querySelectorAll(selector)].filter((each) => !each.hidden);
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
    }
  };
  keys({ j: ['the next', () => go(1)], k: ['the one before', () => go(-1)] });
  bound.set('ArrowRight', () => go(1));
  bound.set('ArrowLeft', () => go(-1));
  bound.set('ArrowDown', () => go(columns()));
  bound.set('ArrowUp', () => go(-columns()));
}

const typing = (target) => target.closest('input:not([type=checkbox]), select, textarea');
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector('dialog[open]') && event.key !== '?') return;
  const does = bound.get(event.key);
  if (does) {
    event.preventDefault();
    does(event);
  }
});

[...document.querySelectorAll('.frame nav a')].forEach((link, at) => {
  bound.set(String(at + 1), () => link.click());
});
/** Where there is no room for all names, the page's own is in the middle. */
new ResizeObserver(([{ target }]) => {
  const own = target.querySelector('[aria-current]');
  target.scrollLeft += own.getBoundingClientRect().left - target.getBoundingClientRect().left - (target.clientWidth - own.offsetWidth) / 2;
}).observe(document.querySelector('.frame nav'));
keys({ '?': ['these keys', () => ($('keys').open ? $('keys').close() : $('keys').showModal())] });
$('key-list').append(make('dt', {}, make('kbd', { text: '1' }), ' … '), make('dd', { text: 'the pages, in their order' }));
$('help').addEventListener('click', () => $('keys').showModal());
