import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleForBrowser } from './packing/browser.js';
import { examplesIn, manifestOf, Project, root, run } from './packing/project.js';
import { typeProblems } from './packing/typeProblems.js';

// What the first example of each README prints.
const packages = [
  { name: '@textcam/tensor', folder: 'tensor', prints: /^4\.00x³ - 3\.00x$/m },
  { name: '@textcam/nn', folder: 'nn', prints: /^epoch 4 .* accuracy (0\.9[89]\d|1\.000)$/m },
  { name: '@textcam/text', folder: 'text', prints: /^test accuracy 1\npraise .*\nblame .*$/m },
  { name: '@textcam/gradcam', folder: 'gradcam', prints: /The model says positive/ },
  { name: 'textcam', folder: 'cli', prints: /positive/ },
];
const forBrowsers = packages.filter(({ name }) => name !== 'textcam');
const entries = [
  ...packages.map(({ name }) => name),
  '@textcam/tensor/conformance',
  '@textcam/tensor/node',
  '@textcam/tensor/simd',
  '@textcam/text/node',
];
const nodeTypes = '@types/node';
/** What @textcam/text brings along beside its code: the starter corpus, and each model with its card. */
const shipped = [
  'data/starter.jsonl',
  ...['accurate', 'article'].flatMap((model) => [`models/${model}.md`, `models/${model}.safetensors`]),
];

let project: Project;

beforeAll(async () => {
  const { devDependencies } = await manifestOf(root);
  project = await Project.install(
    packages.map(({ folder }) => folder),
    [`${nodeTypes}@${devDependencies[nodeTypes]}`],
  );
}, 300_000);

afterAll(() => project?.remove());

describe.each(packages)('$folder, packed and installed by a stranger', ({ name, folder, prints }) => {
  test('holds what was built, its data, README and licence; no sources, no tests, no workspace', async () => {
    const files = await project.files(name);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    const expected = /^(LICENSE|README\.md|package\.json|dist\/.*\.(js|js\.map|d\.ts))$/;
    const data = name === '@textcam/text' ? shipped : [];
    expect(files.filter((file) => !expected.test(file) || file.includes('.test.')).sort()).toEqual(data);
    expect(await project.read(name, 'package.json')).not.toMatch(/workspace:|textcam-source/);
  });

  test("runs its README's first example", async () => {
    const [example] = examplesIn(await project.read(name, 'README.md'));
    expect(await project.print(example)).toMatch(prints);
  });

  test('publint finds nothing', async () => {
    const pkgDir = join(project.folder, 'node_modules', name);
    const { messages } = await publint({ pkgDir, strict: true, pack: false });
    expect(messages).toEqual([]);
  });

  test('arethetypeswrong finds nothing', async () => {
    expect(await typeProblems(await readFile(await project.tarball(folder)))).toEqual([]);
  });
});

test('the command is installed', async () => {
  const { stdout } = await run(join(project.folder, 'node_modules/.bin/textcam'), ['--help'], project.folder);
  expect(stdout).toMatch(/^Usage: textcam/);
});

test('threads that tokenize start from the installed package, and the process ends by itself', async () => {
  const code = `
    import { tokenizeInWorkers } from '@textcam/text/node';
    async function* texts() { for (let n = 0; n < 20; n++) yield 'dull film '.repeat(7000); }
    let lemmas = 0;
    for await (const { numbers } of tokenizeInWorkers({ maximumLength: 500 }, { workers: 2 })(texts())) lemmas += numbers.length;
    console.log(lemmas);
  `;
  expect(await project.print(code)).toBe('10000\n');
});

test('a sweep starts its runs from the installed package', async () => {
  const settings = { dimensions: [4], epochs: [1], batchSize: [32] };
  await project.write('sweep.json', JSON.stringify({ dataset: 'starter', settings, seeds: [1] }));
  const bin = join(project.folder, 'node_modules/.bin/textcam');
  const { stdout } = await run(bin, ['sweep', 'sweep.json', '--device', 'cpu', '--json'], project.folder);
  expect(JSON.parse(stdout).runs).toEqual({ planned: 1, done: 1, failed: 0 });
});

test("the op that tensor's README defines has the gradient it says", async () => {
  const [, op] = examplesIn(await project.read('@textcam/tensor', 'README.md'));
  const use =
    "import * as tensor from '@textcam/tensor';\nconst x = tensor.Tensor.from(new tensor.CpuDevice(), [3, -1]);";
  const ask = 'const [dx] = tensor.gradients(tensor.sum(square(x)), [x]);\nconsole.log(await dx.read());';
  expect(await project.print(`${use}\n${op}\n${ask}`)).toBe('Float32Array(2) [ 6, -2 ]\n');
});

describe.each(forBrowsers)('$folder, bundled for the browser', ({ name, prints }) => {
  test('needs nothing of Node', async () => {
    expect(await bundleForBrowser(`export * from '${name}';`, project.folder)).not.toMatch(/["'`]node:/);
  });

  test('keeps all that its first example needs', async () => {
    const [example] = examplesIn(await project.read(name, 'README.md'));
    expect(await project.print(await bundleForBrowser(example, project.folder))).toMatch(prints);
  });
});

test('tensor is small in a bundle, and smaller for those who need little of it', async () => {
  const all = await bundleForBrowser("export * from '@textcam/tensor';", project.folder);
  const little = await bundleForBrowser("export { add, CpuDevice, Tensor } from '@textcam/tensor';", project.folder);
  // 1.5 kB of it let a training step read the one row that a mean's gradient repeats, and saved a tenth of the step.
  expect(all.length).toBeLessThan(127_000);
  expect(little.length).toBeLessThan(20_000);
});

// `types`: what is there without an import. The entries for browsers must do with the language and the page.
describe.each(['nodenext', 'bundler'])('with module resolution %s', (moduleResolution) => {
  test.each([
    { of: 'every entry', names: entries, types: ['node'] },
    { of: 'every entry for browsers', names: forBrowsers.map(({ name }) => name), types: [] },
  ])(
    'the types of $of are complete',
    async ({ names, types }) => {
      const uses = names.map((name, n) => `import * as entry${n} from '${name}';\nexport { entry${n} };\n`);
      await project.write('user.ts', uses.join(''));
      const module = moduleResolution === 'bundler' ? 'esnext' : moduleResolution;
      const options = {
        target: 'es2022',
        module,
        moduleResolution,
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        types,
      };
      await project.write('tsconfig.json', JSON.stringify({ compilerOptions: options, files: ['user.ts'] }));
      const { stdout } = await run(
        process.execPath,
        [join(root, 'node_modules/typescript/lib/tsc.js')],
        project.folder,
      );
      expect(stdout).toBe('');
    },
    60_000,
  );
});

test.each(entries)('in the clone, once built, plain node imports %s', async (entry) => {
  const code = `console.log(Object.keys(await import('${entry}')).length)`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], root);
  expect(Number(stdout)).toBeGreaterThan(0);
});
