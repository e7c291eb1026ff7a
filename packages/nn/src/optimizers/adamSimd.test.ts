import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCuts, inRanges, memory, numbers } from '../../../tensor/test/linearMemory.js';
import { adam } from './adamSimd.js';

const rates = { firstRate: 0.1, secondRate: 0.001, epsilon: 1e-8 };
const round = Math.fround;

test('the first step moves each parameter by the learning rate against its gradient', () => {
  const [parameter, gradient] = [memory.putFloats([1, 1, 1, 1, 1]), memory.putFloats([3, -3, 3, -3, 0.5])];
  const [firstMoment, secondMoment] = [memory.putFloats(new Array(5).fill(0)), memory.putFloats(new Array(5).fill(0))];
  const settings = memory.putFloats([1, 0.5 / (1 - 0.9), Math.sqrt(1 - 0.999)]);
  const given = { parameter, gradient, firstMoment, secondMoment, settings };
  memory.call(adam, { ...given, ...rates, first: 0, last: 5 });
  const moved = memory.take(parameter);
  [0.5, 1.5, 0.5, 1.5, 0.5].forEach((value, n) => {
    expect(moved[n]).toBeCloseTo(value, 5);
  });
});

test('agrees with the formula in float32, element by element, however it is cut', () => {
  fc.assert(
    fc.property(fc.nat({ max: 23 }), anyCuts, (count, cuts) => {
      const [p, g, m] = [numbers(count), numbers(count, 2), numbers(count, 3)];
      const v = numbers(count, 4).map(Math.abs);
      const settings = [0.99, 0.01, 0.25].map(round);
      const given = {
        parameter: memory.putFloats(p),
        gradient: memory.putFloats(g),
        firstMoment: memory.putFloats(m),
        secondMoment: memory.putFloats(v),
        settings: memory.putFloats(settings),
        ...rates,
      };
      inRanges(count, cuts, (range) => memory.call(adam, { ...given, ...range }));
      const [firstRate, secondRate, epsilon] = [rates.firstRate, rates.secondRate, rates.epsilon].map(round);
      const newM = m.map((one, i) => one + round(firstRate * round(g[i] - one)));
      const newV = v.map((one, i) => one + round(secondRate * round(round(g[i] * g[i]) - one)));
      const newP = p.map((one, i) => {
        const divisor = round(round(round(Math.sqrt(newV[i])) * 4) + epsilon);
        return round(settings[0] * one) - round(round(settings[1] * newM[i]) / divisor);
      });
      expect(memory.take(given.firstMoment)).toEqual([...newM]);
      expect(memory.take(given.secondMoment)).toEqual([...newV]);
      expect(memory.take(given.parameter)).toEqual([...newP]);
    }),
  );
});
