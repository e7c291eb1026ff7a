import { describe, expect, test } from 'vitest';
import { DeviceError } from '../device.js';
import { LinearMemory } from './linearMemory.js';

describe.each([false, true])('linear memory, shared: %s', (shared) => {
  test('what is allocated lies apart and stays where it is while the memory grows', () => {
    const memory = new LinearMemory({ shared });
    const small = memory.allocate(12);
    memory.floats(small, 3).set([1, 2, 3]);
    const large = memory.allocate(1_000_000);
    memory.floats(large, 250_000).fill(4);
    expect(small).toBeGreaterThan(0);
    expect(large - small).toBeGreaterThanOrEqual(12);
    expect([small % 64, large % 64]).toEqual([0, 0]);
    expect([...memory.floats(small, 3)]).toEqual([1, 2, 3]);
    expect(memory.floats(large, 250_000)[249_999]).toBe(4);
  });

  test('more than there can be is a DeviceError that says how much, and leaves the memory as it was', () => {
    const memory = new LinearMemory({ shared });
    expect(() => memory.allocate(2 ** 33)).toThrow(DeviceError);
    expect(() => memory.allocate(2 ** 33)).toThrow(
      'cpu: no memory for 8192 MiB; use smaller batches or fewer dimensions',
    );
    expect(memory.integers(memory.allocate(4), 1)).toHaveLength(1);
  });
});
