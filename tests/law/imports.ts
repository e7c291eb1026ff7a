import { type Manifest, packageNamed } from './manifest.js';
import { folderOf, inTestFolder, isTest, relativeTarget, type Source } from './source.js';

// Each may import those before it. The CLI and the apps stand side by side on top.
const floors = ['packages/tensor', 'packages/nn', 'packages/text', 'packages/gradcam'];
const isTop = (folder: string) => folder === 'packages/cli' || folder.startsWith('apps/');

/** Imports of our packages that do not go down: tensor ← nn ← text ← gradcam ← cli, apps. */
export function importsThatGoUp(sources: readonly Source[], manifests: readonly Manifest[]): string[] {
  return eachImport(sources, (source, specifier) => {
    const target = ours(specifier, manifests);
    if (!target) return undefined;
    const floor = isTop(folderOf(source.path)) ? floors.length : floors.indexOf(folderOf(source.path));
    const lower = floors.slice(0, Math.max(floor, 0));
    if (lower.includes(target.folder)) return undefined;
    return `imports ${specifier}; must be one of ${lower.join(', ') || 'none of our packages'}`;
  });
}

/** Imports of our packages by a path that their package.json does not export. */
export function undeclaredExports(sources: readonly Source[], manifests: readonly Manifest[]): string[] {
  return eachImport(sources, (_, specifier) => {
    const target = ours(specifier, manifests);
    if (!target) {
      return specifier.startsWith('@textcam/') ? `imports ${specifier}, which is no package of ours` : undefined;
    }
    const { subpath } = packageNamed(specifier);
    if (target.exports.includes(subpath)) return undefined;
    return `imports ${specifier}; ${target.name} exports ${target.exports.join(', ') || 'nothing'}`;
  });
}

/** Relative imports that lead out of a package. A test may use the test helpers of another. */
export function pathsThatLeaveThePackage(sources: readonly Source[]): string[] {
  return eachImport(sources, (source, specifier) => {
    const target = relativeTarget(source, specifier);
    if (target === undefined || folderOf(target) === folderOf(source.path)) return undefined;
    if (isTest(source.path) && inTestFolder(target)) return undefined;
    return `imports ${specifier}, which lies outside ${folderOf(source.path)}; import the package by its name`;
  });
}

/** Imports of an app or the CLI by anyone else, by name or by path. A test may use their test helpers. */
export function importsOfTheTop(sources: readonly Source[], manifests: readonly Manifest[]): string[] {
  return eachImport(sources, (source, specifier) => {
    const path = relativeTarget(source, specifier);
    const folder = path === undefined ? ours(specifier, manifests)?.folder : folderOf(path);
    if (folder === undefined || !isTop(folder)) return undefined;
    if (path !== undefined && folder === folderOf(source.path)) return undefined;
    if (path !== undefined && isTest(source.path) && inTestFolder(path)) return undefined;
    return `imports ${specifier} from ${folder}, which nobody may import`;
  });
}

const nodeRooms = ['packages/cli/', 'packages/tensor/src/node/', 'packages/text/src/node/'];

/** Imports of Node's own modules where a browser must be able to follow. */
export function importsOfNode(sources: readonly Source[]): string[] {
  const elsewhere = sources.filter(({ path }) => !isTest(path) && !nodeRooms.some((room) => path.startsWith(room)));
  return eachImport(elsewhere, (_, specifier) =>
    specifier.startsWith('node:') ? `imports ${specifier}; only ${nodeRooms.join(', ')} and tests may` : undefined,
  );
}

/** Imports of packages that the importer's package.json does not name. Tests may use what is there for development, here or at the root. */
export function undeclaredDependencies(sources: readonly Source[], manifests: readonly Manifest[]): string[] {
  const root = manifests.find(({ folder }) => folder === '');
  return eachImport(sources, (source, specifier) => {
    if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
    const own = manifests.find(({ folder }) => folder === folderOf(source.path));
    const { name } = packageNamed(specifier);
    const development = isTest(source.path) ? [...(own?.devDependencies ?? []), ...(root?.devDependencies ?? [])] : [];
    if ([...(own?.dependencies ?? []), ...development].includes(name)) return undefined;
    return `imports ${specifier}; ${name} is no dependency in ${folderOf(source.path)}/package.json`;
  });
}

function ours(specifier: string, manifests: readonly Manifest[]): Manifest | undefined {
  const { name } = packageNamed(specifier);
  return specifier.startsWith('.') ? undefined : manifests.find((manifest) => manifest.name === name);
}

function eachImport(
  sources: readonly Source[],
  fault: (source: Source, specifier: string) => string | undefined,
): string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap(({ specifier, line }) => {
      const found = fault(source, specifier);
      return found === undefined ? [] : [`${source.path}:${line} ${found}`];
    }),
  );
}
