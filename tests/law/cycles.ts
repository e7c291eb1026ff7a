import { relativeTarget, type Source } from './source.js';

/** Circles of imports among files, of values and of types: one for each import that closes a circle, as 'a → b → a'. */
export function importCycles(sources: readonly Source[]): string[] {
  const graph = importGraph(sources);
  const cycles: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];

  const walk = (path: string) => {
    if (way.includes(path)) {
      cycles.push([...way.slice(way.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    way.push(path);
    for (const next of graph.get(path) ?? []) walk(next);
    way.pop();
    done.add(path);
  };
  for (const path of graph.keys()) walk(path);
  return cycles;
}

/** The files that each file imports by a relative path: './x.js' is written for x.ts. */
function importGraph(sources: readonly Source[]): Map<string, string[]> {
  const paths = new Set(sources.map(({ path }) => path));
  return new Map(
    sources.map((source) => {
      const targets = source.imports.flatMap(({ specifier }) => {
        const target = relativeTarget(source, specifier);
        if (target === undefined) return [];
        const written = [target, target.replace(/\.([cm]?)js$/, '.$1ts'), target.replace(/\.jsx?$/, '.tsx')];
        return written.filter((path) => paths.has(path)).slice(0, 1);
      });
      return [source.path, [...new Set(targets)]];
    }),
  );
}
