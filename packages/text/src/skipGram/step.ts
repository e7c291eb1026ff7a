import {
  type Body,
  type Float,
  four,
  type Int,
  int,
  lane,
  loadInt,
  one,
  truncated,
  wasmFunction,
} from '@textcam/tensor/simd';

/** Bytes of a float, and of an address. */
const size = 4;

/** The logistic function as word2vec has it: from a table, for scores within ±`bound`, at the middle of each of `steps` steps of one. */
const bound = 8;
const steps = 256;
const entries = 2 * bound * steps;

/** What `skipGramStep` looks up: the share of the way to a label of 1 that a score has come. */
export function logisticTable(): Float32Array {
  return Float32Array.from({ length: entries }, (_, n) => 1 / (1 + Math.exp(bound - (n + 0.5) / steps)));
}

/**
 * One step of gradient descent on the loss of one pair of words in skip-gram with negative sampling,
 * -log σ(⟨input, target⟩) - Σ log σ(-⟨input, negative⟩).
 *
 * `input` is the address of the one word's vector; `targets` that of a list of `count` addresses: the other word's output vector, then those of
 * the negatives. Rows have `bytes`, a multiple of 16. `gradient` is a row of the caller's own, `logistic` the address of `logisticTable`.
 *
 * @see Mikolov et al. 2013, "Distributed representations of words and phrases and their compositionality", equation 4
 */
export const skipGramStep = /* @__PURE__ */ wasmFunction(
  'skipGramStep',
  { input: 'int', targets: 'int', count: 'int', bytes: 'int', rate: 'float', gradient: 'int', logistic: 'int' },
  (body, { input, targets, count, bytes, rate, gradient, logistic }) => {
    eachFour(body, bytes, 1, (at) => body.store(gradient.plus(at), four.zero()));
    const label = body.keep(int(1).toFloat());
    const target = body.keep(targets);
    const end = body.keep(targets.plus(count.times(size)));
    body.while(target.less(end), () => {
      const row = body.keep(loadInt(target));
      const score = dot(body, input, row, bytes);
      const toLabel = body.keep(label.minus(logisticOf(score, logistic)).times(rate));
      const step = body.keep(four.all(toLabel));
      eachFour(body, bytes, 4, (at, n) => {
        const output = body.keep(four.load(row.plus(at), 16 * n));
        body.store(gradient.plus(at), four.load(gradient.plus(at), 16 * n).plus(step.times(output)), 16 * n);
        body.store(row.plus(at), output.plus(step.times(four.load(input.plus(at), 16 * n))), 16 * n);
      });
      body.set(label, one.zero());
      body.advance(target, size);
    });
    eachFour(body, bytes, 1, (at) => {
      body.store(input.plus(at), four.load(input.plus(at)).plus(four.load(gradient.plus(at))));
    });
  },
);

/** Four sums side by side, so that no addition waits for the one before it. */
function dot(body: Body, a: Int, b: Int, bytes: Int): Float {
  const sums = Array.from({ length: 4 }, () => body.keep(four.zero()));
  eachFour(body, bytes, 4, (at, n) => {
    body.set(sums[n], sums[n].plus(four.load(a.plus(at), 16 * n).times(four.load(b.plus(at), 16 * n))));
  });
  const sum = body.keep(sums[0].plus(sums[1]).plus(sums[2].plus(sums[3])));
  const [first, second, third, fourth] = [0, 1, 2, 3].map((n) => lane(sum, n));
  return first.plus(second).plus(third.plus(fourth));
}

function logisticOf(score: Float, table: Int): Float {
  const place = truncated(score.plus(int(bound).toFloat()).times(int(steps).toFloat()));
  const entry = place.maximum(0).minimum(int(entries - 1));
  return one.load(table.plus(entry.times(size)));
}

/** Covers a row in blocks of `across` fours, then four by four. `write` is given the offset in bytes and which of its block each is. */
function eachFour(body: Body, bytes: Int, across: number, write: (at: Int, n: number) => void): void {
  const at = body.keep(int(0));
  for (const width of new Set([across, 1])) {
    body.while(at.plus(16 * width - 1).less(bytes), () => {
      for (let n = 0; n < width; n++) write(at, n);
      body.advance(at, 16 * width);
    });
  }
}
