import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const sweeping = readFileSync(join(root, 'docs/sweep.md'), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'textcam-readme-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

// What the commands read and write stands in a scratch folder; the downloads cannot run without a connection.
writeFileSync(
  join(scratch, 'reviews.csv'),
  ['text,label', ...Array.from({ length: 10 }, (_, n) => `film ${n} was ${n % 2 ? 'good,yes' : 'bad,no'}`)].join('\n'),
);
writeFileSync(join(scratch, 'more.csv'), 'text,label\na good film,yes\na bad film,no\n');
writeFileSync(join(scratch, 'texts.csv'), 'text\na good film\na bad film\n');

const [, firstSweep] = sweeping.match(/```json\n([\s\S]*?)```/)!;
writeFileSync(join(scratch, 'sweep.json'), firstSweep);

const commandsOf = (text: string) =>
  [...text.matchAll(/^npm run --silent textcam -- ([^#\n]+?)(?: +#.*)?$/gm)]
    .map(([, words]) => words)
    .filter((words) => !words.includes('imdb'));
const commands = commandsOf(readme);

/** The words of a command line as a shell reads them: quotes hold words together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
}

/** Runs a line and expects it to end well. Returns what it printed. */
function runsWell(line: string) {
  const run = spawnSync(process.execPath, [join(root, 'packages/cli/dist/main.js'), ...wordsOf(line)], {
    cwd: scratch,
    encoding: 'utf8',
  });
  expect(run.stderr).not.toMatch(/textcam: /);
  expect(run.status).toBe(0);
  return run;
}

describe('the README, followed in a clone after its first command', () => {
  test('has commands to run', () => expect(commands.length).toBeGreaterThanOrEqual(6));

  test.each(commands)('textcam %s', (line) => {
    runsWell(line);
  });

  test('its JavaScript prints the prediction and each token', () => {
    const [, code] = readme.match(/```js\n([\s\S]*?)```/)!;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' });
    expect(output).toMatch(/^negative \[/);
    expect(output).toMatch(/dull \d+ \d+ \d/);
  });
});

test.each(['accurate', 'article'])('the README says of the model %s what its card says', (name) => {
  const card = readFileSync(join(root, `packages/text/models/${name}.md`), 'utf8');
  const figures = ['accuracy', 'AUC'].map((figure) => new RegExp(`^\\| ${figure} +\\| (\\.\\d+)`, 'm').exec(card)?.[1]);
  const row = readme.split('\n').find((line) => line.startsWith(`| [\`${name}\`]`));
  expect(
    row
      ?.split('|')
      .slice(3, 5)
      .map((cell) => cell.trim()),
  ).toEqual(figures);
});

test('docs/sweep.md, followed: the sweep is run, and then nothing is left of it to run', () => {
  const [first, again] = commandsOf(sweeping).map((line) => runsWell(line.replace('my-sweep', 'documented')));
  expect(first.stdout).toContain('article on starter: 4 of 4 runs are done');
  expect(first.stderr).toContain('4 runs: 0 done, 0 failed, 4 to run');
  expect(again.stderr).toContain('4 runs: 4 done, 0 failed, 0 to run');
  expect(JSON.parse(again.stdout).runs).toEqual({ planned: 4, done: 4, failed: 0 });
});
