import { describe, expect, test } from 'vitest';
import { devices } from '../test/devices.js';
import { gradients } from './gradients.js';
import { record, recordAll } from './op.js';
import { add } from './ops/add.js';
import { multiply } from './ops/multiply.js';
import { negate } from './ops/negate.js';
import { sum } from './ops/sum.js';
import { scope } from './scope.js';
import { ShapeError } from './shape.js';
import { Tensor } from './tensor.js';

/** 2x and 3x, as one op with two results. */
function doubleAndTriple(x: Tensor): [Tensor, Tensor] {
  const [double, triple] = [multiply(x, 2), multiply(x, 3)];
  recordAll([double, triple], [x], ([dDouble, dTriple]) => {
    const parts = [dDouble && multiply(dDouble, 2), dTriple && multiply(dTriple, 3)].filter(
      (part) => part !== undefined,
    );
    return [parts.reduce((a, b) => add(a, b))];
  });
  return [double, triple];
}

describe.each(devices)('gradients on $name', (device) => {
  const number = (value: number) => Tensor.from(device, [value], []);
  const read = async (tensors: Tensor[]) => Promise.all(tensors.map(async (tensor) => [...(await tensor.read())]));

  test('follow the chain rule', async () => {
    // (2x)² = 4x², whose gradient is 8x.
    const x = number(3);
    const double = multiply(x, 2);
    expect(await read(gradients(multiply(double, double), [x]))).toEqual([[24]]);
  });

  test('reach intermediate results as well as what they came from, in the order asked for', async () => {
    const x = Tensor.from(device, [1, 2]);
    const squares = multiply(x, x);
    const loss = sum(multiply(squares, 10));
    expect(await read(gradients(loss, [squares, x, loss]))).toEqual([[10, 10], [20, 40], [1]]);
  });

  test('of a tensor used on several ways are summed over all of them', async () => {
    const x = number(5);
    // x · x + x - x² is x, by ways of length one, two and three.
    const loss = add(add(multiply(x, x), x), negate(multiply(x, x)));
    expect(await read(gradients(loss, [x]))).toEqual([[1]]);
  });

  test('wait for every use of a result before they pass through it', async () => {
    // y is used early and late: the way back may go through it only after both.
    const x = number(1);
    const y = multiply(x, 2);
    const late = multiply(multiply(y, 10), 10);
    expect(await read(gradients(add(y, late), [x, y]))).toEqual([[202], [101]]);
    expect(await read(gradients(add(late, y), [x, y]))).toEqual([[202], [101]]);
  });

  test('have the shape of the target', () => {
    const x = Tensor.from(device, [1, 2], [2, 1, 1]);
    expect(gradients(sum(x), [x])[0].shape).toEqual([2, 1, 1]);
  });

  test('of a loss with one element in any shape start from 1', async () => {
    const x = Tensor.from(device, [7], [1, 1]);
    expect(await read(gradients(x, [x]))).toEqual([[1]]);
  });

  test('are the same when asked for twice: nothing is stored on the tensors', async () => {
    const x = number(3);
    const loss = multiply(x, x);
    expect(await read(gradients(loss, [x]))).toEqual([[6]]);
    expect(await read(gradients(loss, [x]))).toEqual([[6]]);
  });

  test('two targets that share a gradient get one handle each', async () => {
    const [a, b] = [number(1), number(2)];
    const [da, db] = gradients(add(a, b), [a, b]);
    da.dispose();
    expect(await read([db])).toEqual([[1]]);
  });

  test('of no targets are none', () => {
    expect(gradients(number(1), [])).toEqual([]);
  });

  test('are not computed for inputs that lead to no target', async () => {
    const [x, constant] = [number(2), number(3)];
    const y = number(6);
    record(y, [x, constant], (dy) => [
      () => multiply(dy, constant),
      () => {
        throw new Error('asked for the gradient of a constant');
      },
    ]);
    expect(await read(gradients(y, [x]))).toEqual([[3]]);
  });

  test('of an op with several results come from those that matter', async () => {
    const x = number(1);
    const [double, triple] = doubleAndTriple(x);
    expect(await read(gradients(triple, [x]))).toEqual([[3]]);
    expect(await read(gradients(add(double, triple), [x]))).toEqual([[5]]);
    expect(await read(gradients(add(double, multiply(triple, 10)), [x, double, triple]))).toEqual([[32], [1], [10]]);
  });

  test('pass through chains of twenty thousand ops', async () => {
    const [one] = await read(
      scope(() => {
        const x = number(0);
        let y = x;
        for (let n = 0; n < 20_000; n++) y = negate(y);
        return gradients(y, [x]);
      }),
    );
    expect(one).toEqual([1]);
  });

  test('a loss of several elements is refused', () => {
    const x = Tensor.from(device, [1, 2, 3], [1, 3]);
    expect(() => gradients(x, [x])).toThrow(
      new ShapeError('gradients: the loss is [1, 3]; must be one element; take its sum or mean'),
    );
  });

  test('a target that plays no part is named', () => {
    const [x, other] = [number(1), Tensor.from(device, [1, 2])];
    expect(() => gradients(multiply(x, x), [x, other])).toThrow(
      new Error(
        'gradients: target 1, [2], plays no part in the loss; it must have been used to compute it; leave it out',
      ),
    );
  });

  test('gradients of gradients are refused', () => {
    const x = Tensor.from(device, [1, 2]);
    const [dx] = gradients(sum(multiply(x, x)), [x]);
    expect(() => gradients(sum(multiply(dx, dx)), [x])).toThrow(
      new Error(
        'gradients: the loss was computed from a result of gradients, [2]; gradients of gradients are not supported; ' +
          'read it and make a new tensor of its values to treat it as a constant',
      ),
    );
  });

  test('a copy of a gradient counts as a constant, as the message says', async () => {
    const x = number(3);
    const [dx] = gradients(multiply(x, x), [x]);
    const constant = Tensor.from(device, await dx.read(), []);
    expect(await read(gradients(multiply(x, constant), [x]))).toEqual([[6]]);
  });

  test('go where they are told to, in one memory or copied there', async () => {
    const [x, w] = [number(2), number(3)];
    const places = [number(0), number(0)];
    // Of x there are two uses, so its gradient is a sum that has to be copied; w's comes whole.
    const y = add(multiply(x, w), x);
    const found = gradients(y, [x, w], places);
    expect(found).toEqual(places);
    expect(found[0]).toBe(places[0]);
    expect(await read(places)).toEqual([[4], [2]]);
  });

  test('places that do not fit the targets are refused', () => {
    const x = number(2);
    const y = multiply(x, x);
    expect(() => gradients(y, [x], [])).toThrow(ShapeError);
    expect(() => gradients(y, [x], [Tensor.from(device, [1, 2])])).toThrow(
      'gradients: 1 places for 1 targets, [2] for target 0, []; must be one of its shape for each',
    );
  });
});
