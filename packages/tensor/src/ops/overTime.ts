import type { Device } from '../device.js';
import { defineUpdate } from '../kernel.js';
import { update } from '../op.js';
import { ShapeError, show } from '../shape.js';
import { Tensor } from '../tensor.js';

// A kernel, not values from the host: those could not be part of a recorded step.
const everywhere = defineUpdate({
  name: 'overTime.lengths',
  inputs: [],
  outputs: ['out'],
  integers: ['out'],
  params: { time: 'int' },
  cpu(_, { out }, { time }) {
    out.fill(time);
  },
  wgsl: /* wgsl */ `out[i] = time;`,
});

/** The lengths that a pooling over time goes by: those given, int32 [batch], or the full time for every text. Throws ShapeError. */
export function lengthsOf(op: string, x: Tensor, lengths: Tensor | undefined): Tensor {
  const [batch, time] = x.shape;
  if (x.shape.length !== 3) {
    throw new ShapeError(`${op}: ${show(x.shape)}; must be [batch, time, channels]; reshape it`);
  }
  if (lengths && (lengths.shape.length !== 1 || lengths.shape[0] !== batch)) {
    throw new ShapeError(
      `${op}: x ${show(x.shape)}, lengths ${show(lengths.shape)}; there must be one length per text, [${batch}]`,
    );
  }
  return lengths ?? sameLengths(x.device, batch, time);
}

/** So many texts of one length: int32 [batch]. */
export function sameLengths(device: Device, batch: number, time: number): Tensor {
  const out = Tensor.allocate(device, [batch], 'int32');
  update(everywhere, {}, { out }, { time });
  return out;
}

/** Throws ShapeError, which begins with `what` there is, when padding is no count or a filter finds no window. */
export function checkWindows(what: string, time: number, kernelSize: number, padding: number): void {
  if (Number.isInteger(padding) && padding >= 0 && time + 2 * padding >= kernelSize) return;
  throw new ShapeError(
    `${what} with padding ${padding} under a filter of ${kernelSize}; time plus padding on both ends must be at least the filter; ` +
      'pad the batch longer',
  );
}
