import { ShapeError, show } from '../shape.js';
import { Tensor } from '../tensor.js';

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
  return lengths ?? Tensor.from(x.device, new Int32Array(batch).fill(time), [batch], 'int32');
}
