import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder, reviewsCsv, small, smallModel, textcam, type World, writeFiles } from './textcam.js';

let folder: string;
let model: string;
let out: string;
let at: (name: string) => string;

beforeAll(async () => {
  folder = await newFolder();
  at = (name) => join(folder, name);
  model = await smallModel(folder);
  out = at('out');
  await mkdir(out);
  const whole = await readFile(model);
  const invalid = Buffer.from('text,label\ncaf\xe9,positive\n', 'latin1');
  await writeFiles(folder, {
    'reviews.csv': reviewsCsv(),
    'invalid.csv': invalid,
    'unlike.csv': 'text,label\nFine.,mixed\n',
    'words.vec': 'lovely 1 2 3\n',
    'no archive.tar.gz': 'plain words',
    'cut.tar.gz': gzipSync(Buffer.concat([tarEntry('aclImdb/train/pos/0_9.txt', 'Good.')])).subarray(0, 60),
    'climbing.tar.gz': gzipSync(Buffer.concat([tarEntry('../../train/pos/0_9.txt', 'Good.'), Buffer.alloc(1024)])),
    'cut.safetensors': whole.subarray(0, whole.length - 100),
    'foreign.safetensors': safetensors({ weight: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }, 4),
    'lying.safetensors': safetensors({ weight: { dtype: 'F32', shape: [1], data_offsets: [0, 4_000_000] } }, 4),
    'words.safetensors': 'These are words, and not a model at all.',
  });
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command and expects of it what every bad input must give. Returns the line. */
async function failing(code: 1 | 2, argv: readonly string[], world?: World): Promise<string> {
  await writeFile(join(out, 'model.safetensors'), 'whole');
  const ran = await textcam(argv, world);
  expect(ran.stderr).toMatch(/^textcam: [^\n]+\n$/);
  expect(ran.stderr).not.toMatch(/unexpected error|\bat \S+:\d+:\d+/);
  expect(ran.stdout).toBe('');
  expect(ran.code).toBe(code);
  expect(await readFile(join(out, 'model.safetensors'), 'utf8')).toBe('whole');
  return ran.stderr;
}

const train = (...argv: string[]) => ['train', ...small, '--out', out, ...argv];

describe('each bad data set gets one line and leaves the old model whole', () => {
  test.each([
    ['a missing archive', ['imdb', '--data', 'none.tar.gz'], 'none.tar.gz: cannot be read: no such file or folder'],
    ['what is no archive', ['imdb', '--data', 'no archive.tar.gz'], 'is not a gzip file'],
    ['a truncated archive', ['imdb', '--data', 'cut.tar.gz'], 'ends early'],
    ['an entry that climbs out of its folder', ['imdb', '--data', 'climbing.tar.gz'], '"../../train/pos/0_9.txt"'],
    ['a missing file', ['none.csv'], 'none.csv: cannot be read: no such file or folder'],
    ['a file without the text column', ['reviews.csv', '--text-column', 'review'], '--text-column'],
    ['a file without the label column', ['reviews.csv', '--label-column', 'stars'], '--label-column'],
    ['a file that is not UTF-8', ['invalid.csv'], 'is not UTF-8'],
    ['a label to test that training never saw', ['reviews.csv', '--test', 'unlike.csv'], '"mixed"'],
    ['too small a limit', ['reviews.csv', '--limit', '1'], 'raise the limit'],
    ['missing vectors', ['reviews.csv', '--vectors', 'none.vec'], 'none.vec: cannot be read: no such file'],
  ])('%s', async (_, [dataset, ...options], words) => {
    const paths = [dataset, ...options].map((word) => (/\.(csv|gz|vec)$/.test(word) ? at(word) : word));
    expect(await failing(1, train('--dataset', ...paths))).toContain(words);
  });

  test('a label that the model never learned, when it is evaluated', async () => {
    const line = await failing(1, ['evaluate', model, '--dataset', at('unlike.csv'), '--json']);
    expect(line).toContain('"mixed"');
  });
});

describe('each bad model gets one line', () => {
  test.each([
    ['none.safetensors', 'no such file; must be a model file or the name of a shipped model'],
    ['cut.safetensors', 'cut.safetensors: '],
    ['foreign.safetensors', 'not of a textcam classifier'],
    ['lying.safetensors', 'lying.safetensors: '],
    ['words.safetensors', 'words.safetensors: '],
    ['', 'it is a folder; name a file'],
  ])('%j', async (name, words) => {
    for (const command of ['predict', 'explain'])
      expect(await failing(1, [command, at(name), 'text'])).toContain(words);
    expect(await failing(1, ['evaluate', at(name), '--dataset', at('reviews.csv')])).toContain(words);
  });
});

describe('each bad text or place gets one line', () => {
  test('standard input that is not UTF-8', async () => {
    const stdin = new Uint8Array([0xff, 0xfe]);
    for (const command of ['predict', 'explain']) {
      expect(await failing(1, [command, model, '-'], { stdin })).toContain('standard input: is not UTF-8');
    }
  });

  test('standard input of over 10 MB', async () => {
    const stdin = 'x'.repeat(10_000_001);
    expect(await failing(1, ['predict', model, '-'], { stdin })).toContain('standard input: is over 10 MB');
  });

  test('a file of texts that is missing, or not UTF-8, or has no such column', async () => {
    expect(await failing(1, ['predict', model, at('none.csv')])).toContain('none.csv: cannot be read: no such file');
    expect(await failing(1, ['predict', model, at('invalid.csv')])).toContain('is not UTF-8');
    expect(await failing(1, ['predict', model, at('reviews.csv'), '--text-column', 'x'])).toContain('--text-column');
  });

  test('an output folder that cannot be one, before training begins', async () => {
    const line = await failing(1, ['train', '--dataset', at('none.csv'), '--out', at('words.vec/out')]);
    expect(line).toContain('words.vec/out: cannot be written: a part of the path is a file');
  });

  test('a model file that is a folder, before training begins', async () => {
    await mkdir(at('taken/model.safetensors'), { recursive: true });
    const line = await failing(1, ['train', '--dataset', at('none.csv'), '--out', at('taken')]);
    expect(line).toContain('taken/model.safetensors: cannot be written: it is a folder');
  });

  test('an explanation’s file that cannot be written', async () => {
    expect(await failing(1, ['explain', model, 'x', '--out', at('words.vec/x.html')])).toContain('cannot be written');
  });

  test('a full disk behind standard output', async () => {
    const full = Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' });
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(full) }).on('error', () => {});
    expect(await failing(1, ['predict', model, 'x'], { stdout })).toContain('standard output: cannot be written');
  });
});

describe('each wrong use gets one line, exit code 2 and the way to the help', () => {
  test.each([
    [['trian'], "unknown command 'trian' (Did you mean train?); see `textcam --help`"],
    [['train'], "required option '--dataset <name|file>' not specified; see `textcam train --help`"],
    [['train', '--dataset', 'starter', '--epoch', '3'], "unknown option '--epoch' (Did you mean --epochs?)"],
    [['train', '--dataset', 'starter', '--epochs', '0'], "'0' is invalid; must be a whole number from 1 to 1000000"],
    [['train', '--dataset', 'starter', '--dimensions', '1e3'], "'1e3' is invalid; must be a whole number"],
    [['train', '--dataset', 'starter', '--lr', '-1'], "'-1' is invalid; must be a number above 0"],
    [['train', '--dataset', 'starter', '--seed', '1.5'], "'1.5' is invalid; must be a whole number from 0"],
    [['train', '--dataset', 'starter', '--device', 'tpu'], 'allowed choices are auto, webgpu, cpu'],
    [['train', '--dataset', 'starter', '--preset', 'x'], 'allowed choices are article'],
    [['train', '--dataset', 'imbd'], '--dataset imbd: no such data set'],
    [['train', '--dataset', 'starter', '--data', 'x'], '--data: does nothing with --dataset starter'],
    [['train', '--dataset', 'starter', '--test', 'x.csv'], '--test: does nothing with --dataset starter'],
    [['evaluate', 'MODEL', '--dataset', 'starter', '--split', 'x'], 'allowed choices are train, test, all'],
    [['predict', 'MODEL'], 'predict: no text; there must be one or more'],
    [['explain', 'MODEL'], "missing required argument 'text'; see `textcam explain --help`"],
    [['explain', 'MODEL', 'x', '--class', 'mixed'], 'no class "mixed"; this model knows "negative", "positive"'],
    [['explain', 'MODEL', 'x', '--branch', '4'], 'no branch 4; this model has branches 1 to 3'],
    [['explain', 'MODEL', 'x', '--format', 'pdf'], 'allowed choices are terminal, html, json'],
    [['data', 'download', 'mnist'], 'allowed choices are imdb'],
  ])('%j', async (argv, words) => {
    expect(
      await failing(
        2,
        argv.map((word) => (word === 'MODEL' ? model : word)),
      ),
    ).toContain(words);
  });

  test('dimensions that are not those of the vectors, before training begins', async () => {
    const vectors = ['--vectors', at('words.vec'), '--dimensions', '8'];
    const line = await failing(2, ['train', '--dataset', at('reviews.csv'), '--out', out, ...vectors]);
    expect(line).toContain('--dimensions 8: the vectors of');
    expect(line).toContain('have 3; both must agree');
  });

  test.each([[[]], [['vectors']], [['data']]])(
    'of %j alone, the help is the answer, on standard error',
    async (argv) => {
      const { code, stdout, stderr } = await textcam(argv);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('Commands:');
    },
  );
});

/** A file as tar has it: a header of 512 bytes and the content, filled up to 512. */
function tarEntry(name: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0');
  header.write(name, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(content.length, 12), 124);
  header.write(octal(0, 12), 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(
    octal(
      header.reduce((sum, byte) => sum + byte),
      7,
    ),
    148,
  );
  header[154] = 0;
  return Buffer.concat([header, Buffer.from(content.padEnd(512, '\0'))]);
}

function safetensors(header: object, size: number): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(size)]);
}
