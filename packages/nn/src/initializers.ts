import type { Random } from '@textcam/tensor';

/** How many numbers lead into one output, and out of one input. For a convolution: channels times kernelSize. */
export interface Fans {
  fanIn: number;
  fanOut: number;
}

/**
 * Uniform within ±√(3 / ((fanIn + fanOut) / 2)): a signal keeps its size on the way forward and back.
 *
 * @see Glorot and Bengio 2010; magnitude 3 and the plain average of the fans are the defaults of MXNet's Xavier initializer
 */
export function xavierUniform(count: number, { fanIn, fanOut }: Fans, random: Random): Float32Array {
  const bound = Math.sqrt(3 / ((fanIn + fanOut) / 2));
  return Float32Array.from({ length: count }, () => bound * (2 * random() - 1));
}

/** Normally distributed with mean 0 and the standard deviation given. @see Box and Muller 1958 */
export function normal(count: number, deviation: number, random: Random): Float32Array {
  const values = new Float32Array(count);
  for (let n = 0; n < count; n += 2) {
    // 1 - random() is never 0, whose logarithm is infinite.
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    values[n] = radius * Math.cos(angle);
    // Past the end of an odd count this is a write that does nothing.
    values[n + 1] = radius * Math.sin(angle);
  }
  return values;
}

export function zeros(count: number): Float32Array {
  return new Float32Array(count);
}
