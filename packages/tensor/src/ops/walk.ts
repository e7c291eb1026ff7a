const groupSize = 64;
/** Workgroups that walk over all there is, at most: one costs a software adapter about a microsecond, even with nothing to do. */
export const walkers = 512;

/** WGSL that runs `code` for each m below `count`, a number known only on the device. All that lies side by side is taken side by side. */
export function walk(count: string, code: string): string {
  return /* wgsl */ `
    for (var m = group * ${groupSize} + local.x; m < ${count}; m += ${groupSize * walkers}) { ${code} }
  `;
}

/** What bodies made of such walks have in common. */
export const walking = { name: 'walk', workgroupSize: [groupSize, 1] } as const;

/** The workgroups of such a body when there are at most so many m. */
export function groupsOfWalk(most: number): number {
  return Math.min(walkers, Math.ceil(most / groupSize));
}
