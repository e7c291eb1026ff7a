import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core';

/**
 * What arethetypeswrong finds in a packed package, but for resolution as in Node 10 and from CommonJS: ours are ES modules alone, for
 * Node 20 and bundlers. That is its profile `esm-only`. Throws an Error when the package has no types at all.
 */
export async function typeProblems(tarball: Uint8Array): Promise<Problem[]> {
  const result = await checkPackage(createPackageFromTarballData(tarball));
  if (!result.types) throw new Error(`${result.packageName}: brings no types`);
  return result.problems.filter((problem) => {
    if ('resolutionKind' in problem) return !/^node10$|^node16-cjs$/.test(problem.resolutionKind);
    return !('resolutionOption' in problem && problem.resolutionOption === 'node10');
  });
}
