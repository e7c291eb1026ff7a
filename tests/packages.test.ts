import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examplesIn, manifestOf, Project, root, run } from './packing/project.js';

// What the first example of each README prints.
const packages = [
  { name: '@textcam/tensor', folder: 'tensor', prints: /^4\.00x³ -3\.00x$/m },
  { name: '@textcam/nn', folder: 'nn', prints: /^epoch 4 .* accuracy (0\.9[89]\d|1\.000)$/m },
  { name: '@textcam/text', folder: 'text', prints: /^test accuracy 1\npraise .*\nblame .*$/m },
  { name: '@textcam/gradcam', folder: 'gradcam', prints: /\[ 2, -2 \].*\[ 2, 0 \]/s },
  { name: 'textcam', folder: 'cli', prints: /positive/ },
];
const forBrowsers = packages.filter(({ name }) => name !== 'textcam');
const entries = [...packages.map(({ name }) => name), '@textcam/tensor/node', '@textcam/text/node'];

let project: Project;

beforeAll(async () => {
  const { devDependencies } = await manifestOf(root);
  // The entries for Node name its types.
  const others = [`@types/node@${devDependencies['@types/node']}`];
  project = await Project.install(
    packages.map(({ folder }) => folder),
    others,
  );
}, 300_000);
afterAll(() => project?.remove());

describe.each(packages)('$name, packed and installed by a stranger', ({ name, folder, prints }) => {
  test('is what is built, its data, README and licence: no sources, tests or workspace in it', async () => {
    const { files } = createPackage(await readFile(await project.tarball(folder)));
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE']));
    const others = files.filter((file) => !/^(package\.json|README\.md|LICENSE|dist\/.*\.(js|js\.map|d\.ts))$/.test(file));
    expect(others).toEqual(name === '@textcam/text' ? ['data/starter.jsonl', 'models/article.safetensors'] : []);
    expect(await project.read(name, 'package.json')).not.toMatch(/workspace:|textcam-source/);
  });

  test("runs its README's first example in Node", async () => {
    const [example] = examplesIn(await project.read(name, 'README.md'));
    expect(await project.print(example)).toMatch(prints);
  });

  test('publint finds nothing', async () => {
    const { messages } = await publint({ pkgDir: join(project.folder, 'node_modules', name), strict: true, pack: false });
    expect(messages).toEqual([]);
  });

  test('arethetypeswrong finds nothing', async () => {
    const { types, problems } = await findProblems(await readFile(await project.tarball(folder)));
    expect(types).toEqual({ kind: 'included' });
    expect(problems).toEqual([]);
  });
});
