import type { KernelTime } from '../device.js';

/** Calls of the same name together, those that took longest first. Without times: NaN, in the order in which they ran. */
export function kernelTimes(names: readonly string[], ms: readonly number[]): KernelTime[] {
  const times = new Map<string, { calls: number; ms: number }>();
  names.forEach((name, n) => {
    const time = times.get(name) ?? { calls: 0, ms: 0 };
    times.set(name, time);
    time.calls += 1;
    time.ms += ms[n] ?? Number.NaN;
  });
  const all = [...times].map(([name, time]) => ({ name, ...time }));
  return ms.length > 0 ? all.sort((a, b) => b.ms - a.ms) : all;
}
