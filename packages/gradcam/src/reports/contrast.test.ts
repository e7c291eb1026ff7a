import { describe, expect, test } from 'vitest';
import { shades } from './explanationStyles.js';
import { mixed, type Rgb, rgbOf } from './mixed.js';
import { palettes, styles } from './styles.js';

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test('black on white has the contrast of 21 to 1', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 10);
});

describe.each(Object.entries(palettes))('in %s colours', (_, palette) => {
  const paper = rgbOf(palette.paper);

  test('text has 4.5 to 1 on the page', () => {
    expect(contrast(rgbOf(palette.ink), paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(rgbOf(palette.faint), paper)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(shades)('text, and so its line and sign, has 4.5 to 1 on a ground of %s of a side', (shade) => {
    for (const side of ['for', 'against'] as const) {
      expect(contrast(rgbOf(palette.ink), mixed(palette[side], palette.paper, shade))).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('bars and lines have 3 to 1 on the page', () => {
    const { ink: _ink, paper: _paper, line: _line, ...graphics } = palette;
    for (const [name, colour] of Object.entries(graphics)) {
      expect({ name, contrast: contrast(rgbOf(colour), paper) }).toEqual({
        name,
        contrast: expect.toSatisfy((c) => c >= 3),
      });
    }
  });
});

test('the page has these colours and no others', () => {
  const known = new Set<string>(Object.values(palettes).flatMap((palette) => Object.values(palette)));
  for (const [colour] of styles.matchAll(/#[0-9a-f]{3,8}\b/gi)) expect(known).toContain(colour);
});
