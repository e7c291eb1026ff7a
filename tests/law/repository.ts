import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Manifest, parseManifest } from './manifest.js';
import { parse, type Source } from './source.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folders of all packages, apps and the benchmarks; '' is the root. */
function packageFolders(): string[] {
  const inside = (room: string) => namesIn(room).map((name) => `${room}/${name}`);
  return ['', ...inside('packages'), ...inside('apps'), 'benchmarks'];
}

export function manifests(): Manifest[] {
  return packageFolders()
    .map((folder) => ({ folder, file: `${root}/${folder}/package.json` }))
    .filter(({ file }) => existsSync(file))
    .map(({ folder, file }) => parseManifest(folder, readFileSync(file, 'utf8')));
}

/** What ships: everything in the src folders of packages and apps, tests included. */
export function shippedSources(): Source[] {
  return packageFolders()
    .filter((folder) => /^(packages|apps)\//.test(folder))
    .flatMap((folder) => sourcesIn(`${folder}/src`));
}

/** The benchmarks, which stand beside the packages and import what they like. */
export function benchmarkSources(): Source[] {
  return sourcesIn('benchmarks/src');
}

/** What only tests use: the test folders of packages, and this one. */
export function testSources(): Source[] {
  return ['tests', ...packageFolders().map((folder) => `${folder}/test`)].flatMap(sourcesIn);
}

function sourcesIn(folder: string): Source[] {
  if (!existsSync(`${root}/${folder}`)) return [];
  return readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !path.includes('/node_modules/'))
    .sort()
    .map((path) => parse(path, readFileSync(`${root}/${path}`, 'utf8')));
}

function namesIn(folder: string): string[] {
  return existsSync(`${root}/${folder}`) ? readdirSync(`${root}/${folder}`).sort() : [];
}
