/** Branches that a kernel with a buffer for each can serve: WebGPU binds eight buffers at once by default. */
export const branchesPerKernel = 3;

/** As many as a kernel has slots for branches; `missing` in those that are left over. */
export function inSlots<T>(given: readonly T[], missing: T): [T, T, T] {
  return [given[0] ?? missing, given[1] ?? missing, given[2] ?? missing];
}

/** Where each part starts when they stand one after the other, in slots; those left over start at the end. */
export function startsOf(lengths: readonly number[]): { starts: [number, number, number]; end: number } {
  let end = 0;
  const starts = lengths.map((length) => {
    end += length;
    return end - length;
  });
  return { starts: inSlots(starts, end), end };
}

/** The slots that have a branch, which has filters. */
export function usedSlots(filters: readonly number[]): (0 | 1 | 2)[] {
  return ([0, 1, 2] as const).filter((slot) => filters[slot] > 0);
}

/** In lots that fit the slots, in order. */
export function inLots<T>(all: readonly T[]): T[][] {
  const lots: T[][] = [];
  for (let n = 0; n < all.length; n += branchesPerKernel) lots.push(all.slice(n, n + branchesPerKernel));
  return lots;
}

/** The same WGSL for each slot, each when it is the one: written out, since WGSL cannot choose among buffers. */
export function eachSlot(code: (slot: number) => string): string {
  return [0, 1, 2].map((slot) => `if (slot == ${slot}) { ${code(slot)} }`).join(' else ');
}

/**
 * The WGSL side: which slot element i belongs to when they start at `starts`, and the value of a slot. Chosen rather than indexed, since an
 * index known only at run time sends the values through slow memory on some GPUs.
 */
export const slotFunctions = /* wgsl */ `
  fn slotOf(i: i32, starts: array<vec4<i32>, 2>) -> i32 { return i32(i >= starts[0].y) + i32(i >= starts[0].z); }
  fn pick(values: array<vec4<i32>, 2>, slot: i32) -> i32 {
    return select(select(values[0].x, values[0].y, slot == 1), values[0].z, slot == 2);
  }
`;
