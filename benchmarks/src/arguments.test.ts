import { expect, test } from 'vitest';
import { parseArguments } from './arguments.js';
import { ArgumentError } from './errors.js';

test('the CPU, five rounds and no file, unless told otherwise', () => {
  expect(parseArguments([])).toEqual({ suite: 'cpu', rounds: 5 });
  expect(parseArguments(['webgpu'])).toEqual({ suite: 'webgpu', rounds: 5 });
  const words = ['webgpu', '--rounds', '3', '--json', 'out.json'];
  expect(parseArguments(words)).toEqual({ suite: 'webgpu', rounds: 3, json: 'out.json' });
});

test('help is asked for in words, whatever else stands there', () => {
  expect(parseArguments(['--help'])).toBe('help');
  expect(parseArguments(['webgpu', '--rounds', 'many', '-h'])).toBe('help');
});

test.each([
  [['cuda'], 'bench: "cuda" to run; must be cpu or webgpu'],
  [['webgpu', 'webgpu'], 'bench: "webgpu webgpu" to run; must be cpu or webgpu'],
  [['webgpu', '--rounds', '0'], '--rounds 0: must be a whole number from 1 to 1000'],
  [['webgpu', '--rounds', '1.5'], '--rounds 1.5: must be a whole number'],
  [['webgpu', '--rounds', '1e3'], '--rounds 1e3: must be a whole number'],
  [['webgpu', '--rounds', ''], '--rounds : must be a whole number'],
  [['webgpu', '--rounds'], "bench: Option '--rounds <value>' argument missing; npm run bench"],
  [['webgpu', '--json', ''], '--json: no name; must be that of a file'],
  [['webgpu', '--round', '3'], "bench: Unknown option '--round'; npm run bench"],
])('%j is answered with what must be', (words, message) => {
  const call = () => parseArguments(words);
  expect(call).toThrow(ArgumentError);
  expect(call).toThrow(message);
});
