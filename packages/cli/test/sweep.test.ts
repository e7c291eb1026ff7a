import { execFileSync } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { smallSweep, sweepIn } from './sweeping.js';
import { reviewsCsv } from './textcam.js';

const { settings } = smallSweep;

test('every combination is run with every seed, a line each, and the summary and the report have them by mean AUC', async () => {
  const { sweep, lines, out } = await sweepIn({
    ...smallSweep,
    settings: { ...settings, epochs: [1, 3], learningRate: [0.01] },
    seeds: [1, 2],
  });
  const { code, stdout, stderr } = await sweep(['--json']);
  expect(code).toBe(0);
  const runs = await lines();
  expect(runs.map(({ seed, settings, status }) => [settings.epochs, seed, status])).toEqual([
    [1, 1, 'done'],
    [1, 2, 'done'],
    [3, 1, 'done'],
    [3, 2, 'done'],
  ]);
  const { runs: counts, settings: varying, candidates, examples } = JSON.parse(stdout);
  expect([counts, varying, examples]).toEqual([{ planned: 4, done: 4, failed: 0 }, ['epochs'], 38]);
  for (const { values, seeds, auc, aucs } of candidates) {
    const own = runs
      .filter((run) => String(run.settings.epochs) === values[0])
      .map(({ figures }) => figures.auc as number);
    expect([seeds, aucs]).toEqual([[1, 2], own]);
    expect(auc.mean).toBeCloseTo((own[0] + own[1]) / 2, 12);
    expect(auc.deviation).toBeCloseTo(Math.abs(own[0] - own[1]) / Math.SQRT2, 12);
  }
  expect(candidates[0].auc.mean).toBeGreaterThanOrEqual(candidates[1].auc.mean);
  expect(stderr).toMatch(/^4 runs: 0 done, 0 failed, 4 to run\nRun 1\/4: epochs 1, seed 1\n {2}accuracy 0\.\d{4}, /);
  expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('Sweep of article on starter');
});

test('a line says what the run was, and all that came of it', async () => {
  const { sweep, lines } = await sweepIn(smallSweep);
  expect((await sweep()).stdout).toMatch(
    /^article on starter: 1 of 1 runs are done; 38 texts of the training part, held/,
  );
  const [{ id, settings: used, figures, epochs, seconds, preprocessingSeconds, model, version, ...rest }] =
    await lines();
  expect(rest).toEqual({
    ...{ dataset: 'starter', preset: 'article', seed: 1, on: 'validation', validation: 0.2, limit: null },
    ...{ status: 'done', device: expect.stringContaining('CPU') },
  });
  expect(id).toMatch(/^[\da-f]{32}$/);
  expect(used).toMatchObject({ dimensions: 4, batchSize: 32, epochs: 1, learningRate: 0.001, vectors: 'none' });
  expect(Object.keys(figures)).toEqual(['examples', 'accuracy', 'auc', 'logLoss', 'expectedCalibrationError']);
  expect(epochs).toMatchObject([{ epoch: 0, trainLoss: expect.any(Number), testAccuracy: figures.accuracy }]);
  expect(Math.min(seconds as number, preprocessingSeconds as number)).toBeGreaterThan(0);
  expect(model).toMatchObject({ parameters: expect.any(Number), bytes: expect.any(Number), dtype: 'F32' });
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('the same command again runs nothing; a further seed runs alone; what a crash left of a line is run again', async () => {
  const { sweep, lines, write, out } = await sweepIn(smallSweep);
  await sweep();
  const first = await lines();
  expect((await sweep()).stderr).toBe('1 run: 1 done, 0 failed, 0 to run\n');
  expect(await lines()).toEqual(first);

  await appendFile(join(out, 'runs.jsonl'), '{"id":"cut off, with é, in the mid');
  await write({ ...smallSweep, seeds: [1, 2] });
  expect((await sweep()).stderr).toMatch(/^2 runs: 1 done, 0 failed, 1 to run\nRun 2\/2: the settings, seed 2\n/);
  expect((await lines()).map(({ seed }) => seed)).toEqual([1, 2]);

  const whole = await readFile(join(out, 'runs.jsonl'), 'utf8');
  await writeFile(join(out, 'runs.jsonl'), whole.slice(0, -40));
  expect((await sweep()).stderr).toMatch(/^2 runs: 1 done, 0 failed, 1 to run\n/);
  const again = await lines();
  expect(again.map(({ id, figures }) => [id, figures])).toEqual(
    whole
      .trimEnd()
      .split('\n')
      .map((line) => [JSON.parse(line).id, JSON.parse(line).figures]),
  );
});

test('a run that diverges is failed with its reason and the others go on; it is run again when asked', async () => {
  const { sweep, lines, out } = await sweepIn({
    ...smallSweep,
    settings: { ...settings, learningRate: [1e30, 0.01], epochs: [2] },
  });
  const { code, stdout, stderr } = await sweep();
  expect(code).toBe(0);
  expect((await lines()).map(({ status }) => status)).toEqual(['failed', 'done']);
  expect((await lines())[0].reason).toMatch(/must be finite; lower the learning rate$/);
  expect(stderr).toMatch(/\n {2}failed: .*\nRun 2\/2: learningRate 0.01, seed 1\n/);
  expect(stdout).toContain('\nFailed: learningRate 1e+30, seed 1: ');
  expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('lower the learning rate');
  expect((await sweep()).stderr).toBe('2 runs: 1 done, 1 failed, 0 to run\n');
  expect((await sweep(['--retry-failed'])).stderr).toMatch(/^2 runs: 1 done, 1 failed, 1 to run\n/);
  expect((await lines()).map(({ status }) => status)).toEqual(['failed', 'done', 'failed']);
});

test('when all have failed, that is an error of one line', async () => {
  const { sweep } = await sweepIn({ ...smallSweep, settings: { ...settings, learningRate: [1e30], epochs: [2] } });
  const { code, stdout, stderr } = await sweep();
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
    /^textcam: no run is done: all have failed, the first by ".* learning rate"; /,
  );
});

test('a run whose process is killed is failed with its reason, and the others go on', async () => {
  const { sweep, lines } = await sweepIn({ ...smallSweep, seeds: [1, 2] });
  const killing = (text: string) => {
    if (text.startsWith('Run 1/2')) setImmediate(() => process.kill(trainingProcess(), 'SIGKILL'));
  };
  const { code, stdout } = await sweep([], { onStderr: killing });
  expect([code, (await lines()).map(({ status }) => status)]).toEqual([0, ['failed', 'done']]);
  expect(stdout).toContain('\nFailed: the settings, seed 1: its process was ended by SIGKILL\n');
});

/** The number of the process that this one has trains in. */
function trainingProcess(): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const [own] = processes.filter((line) => line.includes(` ${process.pid} `) && line.includes('.workers'));
  return Number(own.trim().split(/\s+/)[0]);
}

test('a sweep that is stopped keeps the runs that are done, says how to go on, and leaves no process', async () => {
  const { sweep, lines, out } = await sweepIn({ ...smallSweep, seeds: [1, 2] });
  const stopping = new AbortController();
  const onStderr = (text: string) => text.startsWith('Run 2/2') && setImmediate(() => stopping.abort());
  const { code, stdout, stderr } = await sweep([], { signal: stopping.signal, onStderr });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.trimEnd().split('\n').at(-1)).toBe(
    `textcam: stopped; 1 of 2 runs are in ${join(out, 'runs.jsonl')}; to go on: the same command again`,
  );
  expect((await lines()).map(({ seed, status }) => [seed, status])).toEqual([[1, 'done']]);
  expect(trainingProcess).toThrow();
});

test('texts that are scored are the same for every seed, and the test part is among them on request alone', async () => {
  const { sweep, write, lines, folder } = await sweepIn({});
  // Without a part of its own, and with a label of four: one is the test part's, and one of the other three is scored.
  await writeFile(
    join(folder, 'reviews.csv'),
    `${reviewsCsv()}"An odd film.",odd\n"So odd.",odd\n"Odd again.",odd\n"Oddly.",odd\n`,
  );
  const config = { ...smallSweep, dataset: 'reviews.csv', seeds: [1, 2], validation: 0.25 };
  await write(config);
  await sweep();
  await write({ ...config, on: 'test' });
  expect((await sweep()).stdout).toContain('5 texts of the test part are scored');
  const runs = await lines();
  expect(runs.map(({ on, validation, figures }) => [on, validation, figures.examples])).toEqual([
    ['validation', 0.25, 5],
    ['validation', 0.25, 5],
    ['test', null, 5],
    ['test', null, 5],
  ]);
  expect(new Set(runs.map(({ id }) => id)).size).toBe(4);
});

test('a run is another one when its data have changed', async () => {
  const { sweep, write, folder } = await sweepIn({});
  await writeFile(join(folder, 'reviews.csv'), reviewsCsv());
  await write({ ...smallSweep, dataset: 'reviews.csv' });
  await sweep();
  await writeFile(join(folder, 'reviews.csv'), reviewsCsv().replace('lovely', 'gentle'));
  expect((await sweep()).stderr).toMatch(/^1 run: 0 done, 0 failed, 1 to run\n/);
});
