/**
 * What the page of an explanation does when scripts may run: it shows the text by another method or for another class, and lets the keyboard
 * walk from word to word. All that is said comes from the page itself; the script only puts it in its places, as text.
 */
export const explanationScript = `
'use strict';
const byId = (id) => document.getElementById(id);
const { levelsFrom, views } = JSON.parse(byId('views').textContent);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const text = byId('text');
const items = [...text.children];
const seen = items.filter((item) => item.localName !== 's');
const told = byId('told');
const sign = (value) => (value === 0 ? '0' : (value > 0 ? '+' : '\\u2212') + Math.abs(value).toPrecision(3));
const nameOf = (item) => {
  const name = item.textContent.replace(/\\s+/g, ' ');
  const characters = name.length > 40 ? [...name] : [];
  return characters.length > 40 ? characters.slice(0, 39).join('') + '\\u2026' : name;
};

function valuesOf({ values }) {
  if (typeof values === 'number') return valuesOf(views[values]);
  return seen.map((_, n) => {
    const code = [0, 1, 2].reduce((sum, k) => 64 * sum + alphabet.indexOf(values[3 * n + k]), 0);
    return Number((code % 2000) - 999 + 'e' + (Math.floor(code / 2000) - 65));
  });
}

function showText(view, values) {
  const order = [...values.keys()].filter((n) => values[n] !== 0);
  order.sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b);
  const ranks = new Map(order.map((n, rank) => [n, rank + 1]));
  const strongest = Math.abs(values[order[0]]);
  seen.forEach((item, n) => {
    const value = values[n];
    const share = value === 0 ? 0 : Math.abs(value) / strongest;
    const level = levelsFrom.filter((from) => share >= from).length;
    const shade = level > 0 ? (value > 0 ? 'for' : 'against') + level : '';
    if (item.className !== shade) item.className = shade;
    const what = value === 0 ? 'no evidence' : 'pushes toward ' + view.short[value > 0 ? 0 : 1] + ', ' +
      Math.abs(value).toPrecision(3) + ', rank ' + ranks.get(n) + ' of ' + order.length;
    say(item, what + (item.localName === 'i' ? ', unknown word' : ''));
  });
}

// What is long speaks for itself, and its title is read as its description.
function say(item, what) {
  item.title = what;
  const words = item.textContent.replace(/\\s+/g, ' ');
  if (words.length <= 200) item.ariaLabel = words + ', ' + what;
}

function tell(item) {
  told.textContent = nameOf(item) + ', ' + item.title;
}

function showTable(view, values) {
  const rows = view.top.map(([place, count], n) => {
    const row = byId('word-row').content.firstElementChild.cloneNode(true);
    const [rank, word, bars, number, toward] = row.children;
    const value = values[place];
    rank.textContent = n + 1;
    word.firstElementChild.textContent = nameOf(seen[place]);
    word.lastElementChild.textContent = count > 1 ? ' \\u00d7' + count : '';
    bars.firstElementChild.className = 'bar ' + (value > 0 ? 'for' : 'against');
    bars.firstElementChild.style.setProperty('--share', Math.abs(value / values[view.top[0][0]]).toFixed(3));
    number.textContent = sign(value);
    toward.textContent = view.whole[value > 0 ? 0 : 1];
    return row;
  });
  byId('words').tBodies[0].replaceChildren(...rows);
  byId('words').hidden = rows.length === 0;
  byId('no-words').hidden = rows.length > 0;
  byId('words-caption').textContent = view.caption;
}

function show(view) {
  const values = valuesOf(view);
  showText(view, values);
  showTable(view, values);
  const { forIt, against, scale, ends } = view.legend;
  const texts = { summary: view.summary, terms: view.terms, 'key-for': forIt, 'key-against': against, 'key-scale': scale,
    'key-low': ends[0], 'key-high': ends[1] };
  for (const [id, words] of Object.entries(texts)) byId(id).textContent = words;
  byId('key-against').parentElement.hidden = against === '';
  if (items.includes(document.activeElement)) tell(document.activeElement);
}

const switches = byId('switches');
if (switches) {
  switches.hidden = false;
  const chosen = (name) => Number(switches.querySelector('[name=' + name + ']:checked')?.value ?? 0);
  switches.addEventListener('change', ({ target }) => {
    const wanted = { way: chosen('way'), about: chosen('about') };
    const fits = (view) => view.way === wanted.way && view.about === wanted.about;
    const view = views.find(fits) ?? views.find((other) => other[target.name] === wanted[target.name]);
    for (const name of ['way', 'about']) {
      const input = switches.querySelector('[name=' + name + '][value="' + view[name] + '"]');
      if (input) input.checked = true;
    }
    show(view);
    byId('changed').textContent = view.summary;
  });
  // A page that is loaded again may come with the choice of before.
  for (const input of switches.querySelectorAll('input')) input.checked = input.defaultChecked;
}

let current = items[0];
function goTo(item) {
  current.tabIndex = -1;
  current.ariaSelected = 'false';
  current = item;
  current.tabIndex = 0;
  current.ariaSelected = 'true';
  current.focus();
}

text.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const forward = getComputedStyle(text).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const marked = (item) => /[2-5]$/.test(item.className);
  const at = items.indexOf(current);
  const moves = {
    ArrowRight: () => items[at + (forward === 'ArrowRight' ? 1 : -1)],
    ArrowLeft: () => items[at + (forward === 'ArrowLeft' ? 1 : -1)],
    ArrowDown: () => items[at + 1],
    ArrowUp: () => items[at - 1],
    PageDown: () => items.slice(at + 1).find(marked),
    PageUp: () => items.slice(0, at).reverse().find(marked),
    Home: () => items[0],
    End: () => items.at(-1),
  };
  if (!Object.hasOwn(moves, event.key)) return;
  event.preventDefault();
  goTo(moves[event.key]() ?? current);
});
text.addEventListener('click', ({ target }) => items.includes(target) && goTo(target));
text.addEventListener('focusin', ({ target }) => tell(target));

if (items.length > 0) {
  text.role = 'listbox';
  text.ariaLabel = 'The text, word by word';
  text.ariaOrientation = 'horizontal';
  for (const item of items) {
    item.role = 'option';
    item.ariaSelected = 'false';
    item.tabIndex = item === current ? 0 : -1;
    if (item.localName === 's') say(item, item.title);
  }
  told.hidden = false;
  showText(views[0], valuesOf(views[0]));
}
`;
