/** What the law needs to know of one package.json. */
export interface Manifest {
  /** From the root of the repository; '' for the root itself. */
  readonly folder: string;
  readonly name: string;
  /** '.' and './…', as declared. */
  readonly exports: readonly string[];
  /** What an installed package finds beside it: dependencies, peer and optional ones. */
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

interface PackageJson {
  name?: string;
  exports?: Record<string, unknown>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

export function parseManifest(folder: string, text: string): Manifest {
  const json: PackageJson = JSON.parse(text);
  return {
    folder,
    name: json.name ?? folder,
    exports: Object.keys(json.exports ?? {}),
    dependencies: Object.keys({ ...json.dependencies, ...json.peerDependencies, ...json.optionalDependencies }),
    devDependencies: Object.keys(json.devDependencies ?? {}),
  };
}

/** A bare specifier as the package it names and the export asked for: 'a/b' → a, './b'; '@s/a' → @s/a, '.'. */
export function packageNamed(specifier: string): { name: string; subpath: string } {
  const parts = specifier.split('/');
  const name = parts.splice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  return { name, subpath: ['.', ...parts].join('/') };
}
