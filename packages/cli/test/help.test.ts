import { describe, expect, test } from 'vitest';
import { textcam } from './textcam.js';

describe('help', () => {
  test('names all commands', async () => {
    const { code, stdout, stderr } = await textcam(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const name of ['train', 'sweep', 'evaluate', 'predict', 'explain', 'vectors', 'data', 'doctor'])
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  test.each([
    [
      'train',
      '--dataset --data --text-column --label-column --test --preset --vectors --dimensions --epochs --batch-size --lr',
    ],
    ['train', '--seed --limit --device --out --profile --resume --json'],
    ['sweep', '--retry-failed --device --out --json runs.jsonl report.html'],
    ['evaluate', '--dataset --data --text-column --label-column --split --device --json'],
    ['predict', '--text-column --device --json'],
    ['explain', '--method --branch --class --relu --device --format --out'],
    [
      'vectors train',
      '--dataset --data --text-column --dimensions --epochs --window --negative --minimum-count --seed --out',
    ],
    ['doctor', '--json'],
    ['data download', 'imdb TEXTCAM_HOME'],
  ])('of %s tells of %s', async (command, words) => {
    const { code, stdout } = await textcam([...command.split(' '), '--help']);
    expect(code).toBe(0);
    for (const word of words.split(' ')) expect(stdout).toContain(word);
  });

  test('fits the terminal', async () => {
    const { stdout } = await textcam(['train', '--help'], { terminal: true });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('--version prints the version of the package', async () => {
    expect((await textcam(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
