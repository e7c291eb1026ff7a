import { expect, test } from 'vitest';
import { elementsOf } from '../../test/elements.js';
import { hostileTexts } from '../../test/explanations.js';
import { harmless } from './outsideText.js';
import { Html, html, jsonBlock, page } from './page.js';

test('what is put into a template is escaped, unless it is Html', () => {
  expect(html`<p>${'<b> & "c"'}</p>`.source).toBe('<p>&lt;b&gt; &amp; &quot;c&quot;</p>');
  expect(html`<p>${new Html('<b></b>')}</p>`.source).toBe('<p><b></b></p>');
  expect(html`${['<', html`<i>${'>'}</i>`]}${3}`.source).toBe('&lt;<i>&gt;</i>3');
});

test.each(hostileTexts)('stays text, in an element and in an attribute: %j', (text) => {
  const [p] = elementsOf(html`<p title="${text}">${text}</p>`.source);
  expect(p).toEqual({ name: 'p', attributes: { title: harmless(text) }, text: harmless(text) });
});

test('a page has a language, a title, and forbids scripts and requests', () => {
  const elements = elementsOf(page('A <title>', html`<h1>Hello</h1>`));
  expect(elements.map(({ name }) => name)).toEqual([
    ...['html', 'head', 'meta', 'meta', 'meta', 'title', 'style', 'body', 'main', 'h1'],
  ]);
  expect(elements[0].attributes.lang).toBe('en');
  expect(elements.find(({ name }) => name === 'title')?.text).toBe('A <title>');
  expect(elements[4].attributes).toEqual({
    'http-equiv': 'Content-Security-Policy',
    content: "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
  });
});

test('a script is named by its hash, and no other may run', () => {
  const elements = elementsOf(page('A title', html`<h1>Hello</h1>`, { script: '1 + 1' }));
  // printf '1 + 1' | openssl dgst -sha256 -binary | base64
  expect(elements[4].attributes.content).toContain("script-src 'sha256-cvzllEegH0iLEWnS10JnnP4waol3LWf+8Bi8/pVDH2g=';");
  expect(elements.at(-1)).toEqual({ name: 'script', attributes: {}, text: '1 + 1' });
});

test.each(hostileTexts)('data cannot end its block: %j', (text) => {
  const [block, ...more] = elementsOf(jsonBlock('data', { text }).source);
  expect(more).toEqual([]);
  expect(JSON.parse(block.text)).toEqual({ text });
});
