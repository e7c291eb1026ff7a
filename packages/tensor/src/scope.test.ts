import { describe, expect, test } from 'vitest';
import { devices } from '../test/devices.js';
import { gradients } from './gradients.js';
import { add } from './ops/add.js';
import { multiply } from './ops/multiply.js';
import { reshape } from './ops/reshape.js';
import { sum } from './ops/sum.js';
import { scope } from './scope.js';
import { Tensor } from './tensor.js';

// Memory is counted without waiting in between: a collected tensor of another test cannot come in the way.
describe.each(devices)('scope on $name', (device) => {
  const x = Tensor.from(device, [1, 2]);
  const buffers = () => device.memory.buffers;

  test('keeps what the work returns and frees the rest', async () => {
    const before = buffers();
    const y = scope(() => add(multiply(x, 10), 1));
    expect(buffers()).toBe(before + 1);
    expect([...(await y.read())]).toEqual([11, 21]);
    y.dispose();
  });

  test('frees the elements as well as the buffers', () => {
    const { elements } = device.memory;
    scope(() => sum(multiply(x, x))).dispose();
    expect(device.memory.elements).toBe(elements);
  });

  test('leaves tensors made outside alone', async () => {
    scope(() => add(x, 1)).dispose();
    expect([...(await x.read())]).toEqual([1, 2]);
  });

  test('keeps tensors in arrays and plain objects, at any depth', () => {
    const before = buffers();
    const { all, note } = scope(() => ({ all: [add(x, 1), { deep: [add(x, 2)] }] as const, note: 'kept' }));
    expect(note).toBe('kept');
    expect(buffers()).toBe(before + 2);
    all[0].dispose();
    all[1].deep[0].dispose();
    expect(buffers()).toBe(before);
  });

  test('frees everything when the work returns no tensor', () => {
    const before = buffers();
    expect(scope(() => add(x, 1).size)).toBe(2);
    expect(buffers()).toBe(before);
  });

  test('keeps the memory that a result shares with what was freed', async () => {
    const y = scope(() => reshape(add(x, 1), [2, 1]));
    expect([...(await y.read())]).toEqual([2, 3]);
    y.dispose();
  });

  test('frees what gradients made on the way', () => {
    const before = buffers();
    const [dx] = scope(() => gradients(sum(multiply(multiply(x, x), x)), [x]));
    expect(buffers()).toBe(before + 1);
    dx.dispose();
    expect(buffers()).toBe(before);
  });

  test('what an inner scope returns belongs to the outer one', () => {
    const before = buffers();
    const outer = scope(() => {
      const inner = scope(() => add(multiply(x, 2), 1));
      expect(buffers()).toBe(before + 1);
      return multiply(inner, inner);
    });
    expect(buffers()).toBe(before + 1);
    outer.dispose();
    expect(buffers()).toBe(before);
  });

  test('an error frees everything and passes through as it was thrown', () => {
    const before = buffers();
    const fault = { reason: 'not even an Error' };
    let thrown: unknown;
    try {
      scope(() => {
        add(x, 1);
        throw fault;
      });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBe(fault);
    expect(buffers()).toBe(before);
  });

  test('an error in an inner scope leaves the outer one in order', () => {
    const before = buffers();
    const y = scope(() => {
      expect(() =>
        scope(() => {
          add(x, 1);
          throw new Error('inside');
        }),
      ).toThrow('inside');
      expect(buffers()).toBe(before);
      add(x, 2);
      return add(x, 3);
    });
    expect(buffers()).toBe(before + 1);
    y.dispose();
  });

  test('an error of undefined is an error too', () => {
    expect(() =>
      scope(() => {
        throw undefined;
      }),
    ).toThrow();
  });

  test('asynchronous work is refused, and what it made is freed', () => {
    const before = buffers();
    expect(() => scope(async () => add(x, 1).read())).toThrow(
      new Error('scope: the work is asynchronous; it must be synchronous; return the tensors and read them outside'),
    );
    expect(buffers()).toBe(before);
  });

  test('a tensor disposed of inside is not freed twice', () => {
    const before = buffers();
    scope(() => add(x, 1).dispose());
    expect(buffers()).toBe(before);
  });
});
