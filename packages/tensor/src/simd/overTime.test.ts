// b text, t time, c channel
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCuts, inRanges, memory, numbers, rounded } from '../../test/linearMemory.js';
import { sumOverRows, sumOverTime } from './overTime.js';

const cases = fc.record({
  // Also of no text, and of too long a one.
  lengths: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 4 }),
  // Windows more or fewer than positions: none at all may be left.
  more: fc.integer({ min: -3, max: 3 }),
  time: fc.nat({ max: 6 }),
  channels: fc.integer({ min: 1, max: 37 }),
  beside: fc.nat({ max: 3 }),
  cuts: anyCuts,
});

const one = () => 1;

test('means divide by the number of windows, at least one, and stand in the columns of their branch, however it is cut', () => {
  fc.assert(
    fc.property(cases, ({ lengths, more, time, channels, beside, cuts }) => {
      const columns = channels + 2 * beside;
      const x = numbers(lengths.length * time * channels);
      const means = memory.output(lengths.length * columns);
      const given = {
        x: memory.putFloats(x),
        lengths: memory.putIntegers(lengths),
        sums: means + beside * 4,
        time,
        channels,
        columns,
        ...{ textStep: time * channels, timeStep: channels, more, limited: 1, divided: 1 },
      };
      inRanges(lengths.length, cuts, (range) => memory.call(sumOverTime, { ...given, ...range }));
      const expected = lengths.flatMap((length, b) =>
        Array.from({ length: columns }, (_, column) => {
          const c = column - beside;
          if (c < 0 || c >= channels) return Number.NaN;
          const count = Math.max(1, length + more);
          const total = rounded(Math.min(count, time), (t) => x[(b * time + t) * channels + c], one);
          return Math.fround(total / count);
        }),
      );
      expect(memory.take(means)).toEqual(expected);
    }),
  );
});

test('sums over time, and over rows, are taken in order, however they are cut', () => {
  fc.assert(
    fc.property(cases, ({ lengths, time, channels, cuts }) => {
      const batch = lengths.length;
      const x = numbers(batch * time * channels);
      const [perText, all] = [memory.output(batch * channels), memory.output(channels)];
      const lies = {
        lengths: memory.putIntegers(lengths),
        textStep: time * channels,
        timeStep: channels,
        more: 0,
        limited: 0,
        divided: 0,
      };
      const given = { x: memory.putFloats(x), ...lies, time, channels, columns: channels };
      inRanges(batch, cuts, (range) => memory.call(sumOverTime, { ...given, sums: perText, ...range }));
      const rows = { x: perText, sums: all, rows: batch, stride: channels };
      inRanges(channels, cuts, (range) => memory.call(sumOverRows, { ...rows, ...range }));
      const expected = Array.from({ length: batch * channels }, (_, i) =>
        rounded(time, (t) => x[(Math.floor(i / channels) * time + t) * channels + (i % channels)], one),
      );
      expect(memory.take(perText)).toEqual(expected);
      expect(memory.take(all)).toEqual(
        Array.from({ length: channels }, (_, c) => rounded(batch, (b) => expected[b * channels + c], one)),
      );
    }),
  );
});

test('a row that stands for the windows of its text is added once for each of them, however it is cut', () => {
  fc.assert(
    fc.property(cases, ({ lengths, more, time, channels, beside, cuts }) => {
      const [batch, width] = [lengths.length, channels + 2 * beside];
      const x = numbers(batch * width);
      const sums = memory.output(batch * channels);
      const lies = { lengths: memory.putIntegers(lengths), textStep: width, timeStep: 0, more, limited: 1, divided: 0 };
      const given = { x: memory.putFloats(x) + beside * 4, ...lies, sums, time, channels, columns: channels };
      inRanges(batch, cuts, (range) => memory.call(sumOverTime, { ...given, ...range }));
      const expected = Array.from({ length: batch * channels }, (_, i) => {
        const b = Math.floor(i / channels);
        const count = Math.min(time, Math.max(1, lengths[b] + more));
        return rounded(count, () => x[b * width + beside + (i % channels)], one);
      });
      expect(memory.take(sums)).toEqual(expected);
    }),
  );
});
