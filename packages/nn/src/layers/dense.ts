import { type Device, linear, type Random, Tensor } from '@textcam/tensor';
import { xavierUniform, zeros } from '../initializers.js';
import type { Layer } from './layer.js';

export interface DenseOptions {
  inFeatures: number;
  outFeatures: number;
}

/**
 * A weighted sum of all features for each output, plus a bias: [batch, inFeatures] → [batch, outFeatures].
 *
 * Weights start Xavier uniform, biases at 0.
 */
export class Dense implements Layer {
  /** [outFeatures, inFeatures] */
  readonly weight: Tensor;
  /** [outFeatures] */
  readonly bias: Tensor;

  constructor({ inFeatures, outFeatures }: DenseOptions, device: Device, random: Random) {
    const values = xavierUniform(outFeatures * inFeatures, { fanIn: inFeatures, fanOut: outFeatures }, random);
    this.weight = Tensor.from(device, values, [outFeatures, inFeatures]);
    this.bias = Tensor.from(device, zeros(outFeatures));
  }

  forward(x: Tensor): Tensor {
    return linear(x, this.weight, this.bias);
  }

  parameters(): Record<string, Tensor> {
    return { weight: this.weight, bias: this.bias };
  }
}
