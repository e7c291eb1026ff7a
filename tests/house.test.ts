import { describe, expect, test } from 'vitest';
import { importCycles } from './law/cycles.js';
import {
  importsOfNode,
  importsOfTheTop,
  importsThatGoUp,
  pathsThatLeaveThePackage,
  undeclaredDependencies,
  undeclaredExports,
} from './law/imports.js';
import { filesLongerThan, machineLearningFrameworks } from './law/limits.js';
import type { Manifest } from './law/manifest.js';
import { namesOfDocument, namesOfWebGpu } from './law/names.js';
import { benchmarkSources, manifests, shippedSources, testSources } from './law/repository.js';
import { castsThatHide, commentsThatHide, testsSkippedWithoutReason, testsThatSilenceOthers } from './law/shortcuts.js';
import { parse } from './law/source.js';

const packages = manifests();
const sources = shippedSources();
const benchmarks = benchmarkSources();
const allSources = [...sources, ...benchmarks, ...testSources()];

test('the law is held against every package there is', () => {
  const read = new Set(sources.map(({ path }) => path.split('/')[1]));
  expect([...read]).toEqual(expect.arrayContaining(['tensor', 'nn', 'text', 'gradcam', 'cli']));
  expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(['@textcam/tensor', 'textcam']));
  expect(allSources.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['tests/house.test.ts', 'benchmarks/src/main.ts']),
  );
});

describe('who may import whom', () => {
  test('packages import only downwards: tensor ← nn ← text ← gradcam ← cli, demo', () => {
    expect(importsThatGoUp(sources, packages)).toEqual([]);
  });

  test('packages are imported through their declared exports', () => {
    expect(undeclaredExports(sources, packages)).toEqual([]);
  });

  test('no relative import leaves its package, but for the test helpers of another', () => {
    expect(pathsThatLeaveThePackage(sources)).toEqual([]);
  });

  test('nobody imports an app or the CLI', () => {
    expect(importsOfTheTop(sources, packages)).toEqual([]);
  });

  test('no import of a value or a type runs in a circle', () => {
    expect(importCycles([...sources, ...benchmarks])).toEqual([]);
  });

  test('every package imported is declared by its importer', () => {
    expect(undeclaredDependencies(sources, packages)).toEqual([]);
  });

  test('no machine-learning framework anywhere but in the benchmarks', () => {
    expect(machineLearningFrameworks(packages)).toEqual([]);
  });
});

describe('who may name what', () => {
  test('only the WebGPU device names GPU* and navigator.gpu', () => {
    expect(namesOfWebGpu(sources)).toEqual([]);
  });

  test('only the CLI, the node exports and tests name node:', () => {
    expect(importsOfNode(sources)).toEqual([]);
  });

  test('only the demo and browser tests name document', () => {
    expect(namesOfDocument(sources)).toEqual([]);
  });
});

describe('what nobody may do', () => {
  test('no file but a test is longer than 250 lines', () => {
    expect(filesLongerThan(250, [...sources, ...benchmarks])).toEqual([]);
  });

  test('no cast through any or unknown', () => {
    expect(castsThatHide(allSources)).toEqual([]);
  });

  test('no comment switches the type checker off', () => {
    expect(commentsThatHide(allSources)).toEqual([]);
  });

  test('no test silences the others', () => {
    expect(testsThatSilenceOthers(allSources)).toEqual([]);
  });

  test('no test is skipped or left to do without a reason', () => {
    expect(testsSkippedWithoutReason(allSources)).toEqual([]);
  });
});

describe('the law sees an offence', () => {
  const manifest = (folder: string, name: string, rest: Partial<Manifest> = {}): Manifest => ({
    folder,
    name,
    exports: ['.'],
    dependencies: [],
    devDependencies: [],
    ...rest,
  });
  const house = [
    manifest('', 'monorepo', { devDependencies: ['vitest'] }),
    manifest('packages/tensor', '@textcam/tensor', { exports: ['.', './node'] }),
    manifest('packages/nn', '@textcam/nn', { dependencies: ['@textcam/tensor'], devDependencies: ['tiny'] }),
    manifest('packages/text', '@textcam/text'),
    manifest('packages/cli', 'textcam', { exports: ['.', './main'] }),
    manifest('apps/demo', 'demo'),
  ];
  const inNn = (text: string, file = 'src/layer.ts') => [parse(`packages/nn/${file}`, text)];

  test('upwards, sideways and into oneself', () => {
    const must = 'must be one of packages/tensor';
    expect(importsThatGoUp(inNn("import { scope } from '@textcam/tensor/node';"), house)).toEqual([]);
    expect(importsThatGoUp(inNn("\nimport '@textcam/text';\nexport * from '@textcam/nn';"), house)).toEqual([
      `packages/nn/src/layer.ts:2 imports @textcam/text; ${must}`,
      `packages/nn/src/layer.ts:3 imports @textcam/nn; ${must}`,
    ]);
    const shape = parse('packages/tensor/src/shape.ts', "import type { Layer } from '@textcam/nn';");
    expect(importsThatGoUp([shape], house)).toHaveLength(1);
    const page = parse('apps/demo/src/page.ts', "import '@textcam/text'; import 'textcam';");
    expect(importsThatGoUp([page], house)).toEqual([expect.stringContaining('imports textcam;')]);
  });

  test.each([
    "import '@textcam/text';",
    "import type { Token } from '@textcam/text';",
    "export { split } from '@textcam/text';",
    "const text = await import('@textcam/text');",
    "type Token = import('@textcam/text').Token;",
    "import text = require('@textcam/text');",
    "const text = require('@textcam/text');",
    "const where = import.meta.resolve('@textcam/text');",
  ])('however it is written: %s', (line) => {
    expect(importsThatGoUp(inNn(line), house)).toHaveLength(1);
  });

  test('but not in a comment or a string', () => {
    expect(importsThatGoUp(inNn(`// import '@textcam/text'\nconst line = "import '@textcam/text'";`), house)).toEqual(
      [],
    );
  });

  test('exports that are not declared, and packages that are none', () => {
    expect(undeclaredExports(inNn("import '@textcam/tensor'; import '@textcam/tensor/node';"), house)).toEqual([]);
    expect(undeclaredExports(inNn("import '@textcam/tensor/src/shape.js'; import '@textcam/words';"), house)).toEqual([
      'packages/nn/src/layer.ts:1 imports @textcam/tensor/src/shape.js; @textcam/tensor exports ., ./node',
      'packages/nn/src/layer.ts:1 imports @textcam/words, which is no package of ours',
    ]);
  });

  test('a relative path out of the package; test helpers are for tests alone', () => {
    const shape = "import '../../tensor/src/shape.js';";
    const helper = "import '../../tensor/test/devices.js';";
    expect(pathsThatLeaveThePackage(inNn("import '../package.json'; import './layers/dense.js';"))).toEqual([]);
    expect(pathsThatLeaveThePackage(inNn(shape))).toHaveLength(1);
    expect(pathsThatLeaveThePackage(inNn(shape, 'src/layer.test.ts'))).toHaveLength(1);
    expect(pathsThatLeaveThePackage(inNn(helper))).toHaveLength(1);
    expect(pathsThatLeaveThePackage(inNn(helper, 'src/layer.test.ts'))).toEqual([]);
    expect(pathsThatLeaveThePackage(inNn("import '../../../../elsewhere.js';"))).toHaveLength(1);
  });

  test('the CLI or an app, by name or by path', () => {
    const lines =
      "import 'textcam'; import 'textcam/main'; import '../../cli/src/main.js'; import '../../../apps/demo/a.js';";
    expect(importsOfTheTop(inNn(lines), house)).toHaveLength(4);
    expect(importsOfTheTop([parse('packages/cli/src/main.ts', "import './bar.js';")], house)).toEqual([]);
  });

  test('a circle, of types too, and names every file on it', () => {
    const cycle = [
      parse('packages/nn/src/a.ts', "import type { B } from './deep/b.js';"),
      parse('packages/nn/src/deep/b.ts', "import { c } from '../c.js';"),
      parse('packages/nn/src/c.ts', "const a = await import('./a.js');"),
      parse('packages/nn/src/d.ts', "import './a.js'; import './c.js';"),
    ];
    expect(importCycles(cycle)).toEqual([
      'packages/nn/src/a.ts → packages/nn/src/deep/b.ts → packages/nn/src/c.ts → packages/nn/src/a.ts',
    ]);
    expect(importCycles(cycle.slice(1))).toEqual([]);
    expect(importCycles([parse('packages/nn/src/a.ts', "import './a.js';")])).toHaveLength(1);
  });

  test('a package that nobody declared; tests may use the development ones', () => {
    const lines = "import '@textcam/tensor'; import './x.js'; import 'tiny/part'; import 'vitest'; import '@a/b/c';";
    expect(undeclaredDependencies(inNn(lines, 'src/layer.test.ts'), house)).toEqual([
      'packages/nn/src/layer.test.ts:1 imports @a/b/c; @a/b is no dependency in packages/nn/package.json',
    ]);
    expect(undeclaredDependencies(inNn(lines), house)).toHaveLength(3);
  });

  test('a framework of machine learning, however it is depended on', () => {
    const framed = (folder: string) => [
      manifest(folder, 'x', { dependencies: ['@tensorflow/tfjs', 'wink-nlp'], devDependencies: ['onnxruntime-web'] }),
    ];
    expect(machineLearningFrameworks(framed('packages/nn'))).toEqual([
      'packages/nn/package.json depends on @tensorflow/tfjs; only benchmarks may',
      'packages/nn/package.json depends on onnxruntime-web; only benchmarks may',
    ]);
    expect(machineLearningFrameworks(framed(''))).toHaveLength(2);
    expect(machineLearningFrameworks(framed('benchmarks'))).toEqual([]);
  });

  test.each([
    'let device: GPUDevice;',
    'const usage = GPUBufferUsage.STORAGE;',
    'const gpu = navigator.gpu;',
    'const gpu = globalThis.navigator?.gpu;',
    "const gpu = navigator['gpu'];",
    "const has = 'gpu' in navigator;",
    'const { gpu } = navigator;',
    'const { gpu: found } = globalThis.navigator;',
  ])('WebGPU outside its room: %s', (line) => {
    expect(namesOfWebGpu(inNn(line))).toHaveLength(1);
    expect(namesOfWebGpu([parse('packages/tensor/src/devices/webgpu/queue.ts', line)])).toEqual([]);
    expect(namesOfWebGpu([parse('packages/tensor/src/devices/webgpu.ts', line)])).toEqual([]);
    expect(namesOfWebGpu([parse('packages/tensor/src/devices/open.ts', line)])).toHaveLength(1);
  });

  test('but not words that only look like it', () => {
    expect(namesOfWebGpu(inNn("const gpu = open('webgpu'); gpu.gpu; // GPUDevice\nconst s = 'GPUDevice';"))).toEqual(
      [],
    );
  });

  test("Node's own modules where a browser must follow", () => {
    const line = "import { readFile } from 'node:fs/promises';";
    expect(importsOfNode(inNn(line))).toHaveLength(1);
    expect(importsOfNode([parse('packages/text/src/csv.ts', line)])).toHaveLength(1);
    expect(importsOfNode([parse('packages/text/src/node/file.ts', line)])).toEqual([]);
    expect(importsOfNode([parse('packages/cli/src/main.ts', line)])).toEqual([]);
    expect(importsOfNode(inNn(line, 'src/layer.test.ts'))).toEqual([]);
  });

  test.each([
    'document.title',
    'globalThis.document.title',
    'window.document',
    'const { document: page } = { document };',
    'type Page = typeof document;',
  ])("the page's document: %s", (line) => {
    expect(namesOfDocument(inNn(line))).toHaveLength(1);
    expect(namesOfDocument([parse('apps/demo/src/page.ts', line)])).toEqual([]);
    expect(namesOfDocument(inNn(line, 'src/layer.browser.test.ts'))).toEqual([]);
  });

  test.each([
    'const document = read(); document.tokens();',
    'function words(document: Doc) { return () => document; }',
    "import { document } from './words.js'; document;",
    'class A { document = 1; } new A().document;',
    'const a = { document: 1 }; a.document;',
    'const { document } = parse(); document;',
    'const { document: page } = parse(); page;',
    "const s = 'document.title'; // document.title",
  ])('but not what only bears its name: %s', (line) => {
    expect(namesOfDocument(inNn(line))).toEqual([]);
  });

  test('a file of 251 lines, when it is no test', () => {
    const lines = (count: number) => 'a();\n'.repeat(count);
    expect(filesLongerThan(250, inNn(lines(250)))).toEqual([]);
    expect(filesLongerThan(250, inNn(lines(251)))).toEqual([
      'packages/nn/src/layer.ts has 251 lines; at most 250; split it by thing',
    ]);
    expect(filesLongerThan(250, inNn(lines(251), 'src/layer.test.ts'))).toEqual([]);
  });

  test.each(['a as any', '<any>a', 'a as unknown as B', '(a as unknown) as B', '<B><unknown>a'])(
    'a cast: %s',
    (cast) => {
      expect(castsThatHide(inNn(`const b = ${cast};`))).toHaveLength(1);
    },
  );

  test('but not an honest cast, or any that is no cast', () => {
    expect(castsThatHide(inNn("a as B; a as unknown; a as const; const s = 'a as any'; // a as any"))).toEqual([]);
  });

  test.each([
    '// @ts-ignore',
    '/* @ts-ignore: why */',
    '// @ts-nocheck',
    'f(); // @ts-ignore',
    'f({\n  // @ts-ignore\n});',
  ])('a comment that hides: %s', (comment) => {
    expect(commentsThatHide(inNn(`${comment}\nconst b = 1;`))).toHaveLength(1);
  });

  test('but not @ts-expect-error, or a string', () => {
    expect(
      commentsThatHide(
        inNn("// @ts-expect-error no number\nconst s = '// @ts-ignore';\nconst t = `\n// @ts-ignore\n`;"),
      ),
    ).toEqual([]);
  });

  test.each([
    "test.only('a', f)",
    "describe.only('a', f)",
    "it.concurrent.only('a', f)",
    "test.only.each([1])('a', f)",
    "describe.each([1]).only('a', f)",
  ])('a test that silences others: %s', (line) => {
    expect(testsThatSilenceOthers(inNn(line, 'src/layer.test.ts'))).toHaveLength(1);
  });

  test.each([
    "test.skip('a', f)",
    "test.todo('a')",
    "describe.skip('a', f)",
    "test.skip.each([1])('a', f)",
    "test('a', ({ skip }) => skip())",
    "test('a', (context) => context.skip())",
  ])('a test skipped without a reason: %s', (line) => {
    expect(testsSkippedWithoutReason(inNn(line, 'src/layer.test.ts'))).toHaveLength(1);
  });

  test.each([
    "test.skip('a (waits for a driver that has it)', f)",
    "test.todo('a (needs long texts)')",
    "test.skip.each([1])('a (slow)', f)",
    "test.skipIf(none)('a', f)",
    "test.runIf(some)('a', f)",
    "test('a', ({ skip }) => skip('no adapter'))",
    "test('a', (context) => context.skip(none, 'no adapter'))",
    `test('a', (context) => context.skip(none, \`no \${adapter}\`))`,
    "fixture.only('a')",
  ])('but not one with a reason, or a condition: %s', (line) => {
    expect(testsSkippedWithoutReason(inNn(line, 'src/layer.test.ts'))).toEqual([]);
    expect(testsThatSilenceOthers(inNn(line, 'src/layer.test.ts'))).toEqual([]);
  });
});
