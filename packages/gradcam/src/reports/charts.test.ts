import { describe, expect, test } from 'vitest';
import { elementsOf } from '../../test/elements.js';
import { lineChart, type Series } from './charts.js';

const line = (name: string, ...ys: number[]): Series => ({ name, points: ys.map((y, n) => [n + 1, y] as const) });
const draw = (series: Series[], unit = false) =>
  elementsOf(lineChart({ label: 'A chart', xName: 'Epoch', yName: 'Loss', series, unit }).source);

describe('a line chart', () => {
  test('is an image with a label, and an SVG that scales', () => {
    const [image, svg] = draw([line('Loss', 3, 2, 1)]);
    expect(image).toMatchObject({ name: 'div', attributes: { role: 'img', 'aria-label': 'A chart' } });
    expect(svg.name).toBe('svg');
    expect(svg.attributes.viewBox).toBe('0 0 480 320');
  });

  test('shows the names of both axes and whole epochs', () => {
    const texts = draw([line('Loss', 3, 2, 1)]).flatMap(({ name, text }) => (name === 'text' ? text : []));
    expect(texts).toEqual(expect.arrayContaining(['Epoch', 'Loss', '1', '2', '3']));
  });

  test('takes its colours from the page, so that it fits light and dark', () => {
    const colours = draw([line('a', 1, 2), line('b', 2, 1)]).flatMap(({ attributes }) => [
      attributes.stroke ?? 'none',
      attributes.fill ?? 'none',
    ]);
    for (const colour of colours)
      expect(colour).toMatch(/^(none|transparent|currentColor|var\(--[a-z0-9-]+\)|#000|#fff)$/);
    expect(colours).toEqual(expect.arrayContaining(['var(--series-1)', 'var(--series-2)']));
  });

  test('of one line needs no legend, of two has one below', () => {
    expect(draw([line('a', 1, 2)]).some(({ name }) => name === 'li')).toBe(false);
    const items = draw([line('a', 1, 2), line('b', 2, 1)]).filter(({ name }) => name === 'li');
    expect(items.map(({ text }) => text)).toEqual(['a', 'b']);
  });

  test('twenty lines stay apart by colour and dash', () => {
    const swatches = draw(Array.from({ length: 18 }, (_, n) => line(`${n}`, n, 1)))
      .filter(({ name }) => name === 'span')
      .map(({ attributes }) => attributes.style);
    expect(new Set(swatches).size).toBe(18);
  });

  test('holds no script and leads nowhere', () => {
    for (const { name, attributes } of draw([line('<script>', 1, 2), line('"x', 1, 2)], true)) {
      expect(['script', 'a', 'image', 'use', 'foreignObject']).not.toContain(name);
      for (const attribute of Object.keys(attributes)) expect(attribute).not.toMatch(/^(on|href|src|xlink:href)/);
    }
  });

  test('without any point is still drawn', () => {
    expect(draw([{ name: 'none', points: [] }], true).length).toBeGreaterThan(2);
  });

  test('marks may stand alone, without a line, and be labelled', () => {
    const points = [[0.2, 0.5] as const, [0.4, 0.7] as const];
    const [plain, marked] = [
      draw([{ name: 'Thresholds', points }], true),
      draw([{ name: 'Thresholds', points, marks: 'alone', labels: ['0.9', '0.1'] }], true),
    ];
    const texts = (elements: typeof marked) => elements.filter(({ name }) => name === 'text').map(({ text }) => text);
    expect(texts(marked)).toEqual(expect.arrayContaining(['0.9', '0.1']));
    expect(texts(plain)).not.toContain('0.9');
  });
});
