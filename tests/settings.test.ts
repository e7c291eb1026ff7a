import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Preset, presets } from '@textcam/text';
import { describe, expect, test } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '../docs/settings.md'), 'utf8');
const rows = [...page.matchAll(/^\| `(\w+)` +\|.*\| +([^|]+?) +\| +([^|]+?) +\|$/gm)];
const shown = (value: unknown) => (typeof value === 'string' ? `\`${value}\`` : String(value));

describe('docs/settings.md', () => {
  test('has every setting, in the order of the presets’ kind', () => {
    expect(rows.map(([, name]) => name).sort()).toEqual(
      Object.keys(presets.article)
        .filter((name) => name !== 'name')
        .sort(),
    );
  });

  test.each(
    rows.filter(([, name]) => name !== 'branches').map(([, name, article, accurate]) => [name, article, accurate]),
  )('%s is %s in article and %s in accurate', (name, article, accurate) => {
    expect([article, accurate]).toEqual([
      shown(presets.article[name as keyof Preset]),
      shown(presets.accurate[name as keyof Preset]),
    ]);
  });
});
