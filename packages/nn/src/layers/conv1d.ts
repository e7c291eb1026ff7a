import { add, conv1d, type Device, type Random, Tensor } from '@textcam/tensor';
import { xavierUniform, zeros } from '../initializers.js';
import type { Layer } from './layer.js';

export interface Conv1dOptions {
  inChannels: number;
  outChannels: number;
  kernelSize: number;
  /** Zeros put before and after, 0 when left out. */
  padding?: number;
}

/**
 * Learned filters sliding along time, with a bias and no activation:
 * [batch, time, inChannels] → [batch, time + 2 · padding - kernelSize + 1, outChannels].
 *
 * Weights start Xavier uniform, biases at 0.
 */
export class Conv1d implements Layer {
  /** [outChannels, kernelSize, inChannels] */
  readonly weight: Tensor;
  /** [outChannels] */
  readonly bias: Tensor;
  readonly padding: number;

  constructor({ inChannels, outChannels, kernelSize, padding = 0 }: Conv1dOptions, device: Device, random: Random) {
    const fans = { fanIn: inChannels * kernelSize, fanOut: outChannels * kernelSize };
    const values = xavierUniform(outChannels * kernelSize * inChannels, fans, random);
    this.weight = Tensor.from(device, values, [outChannels, kernelSize, inChannels]);
    this.bias = Tensor.from(device, zeros(outChannels));
    this.padding = padding;
  }

  forward(x: Tensor): Tensor {
    return add(conv1d(x, this.weight, { padding: this.padding }), this.bias);
  }

  parameters(): Record<string, Tensor> {
    return { weight: this.weight, bias: this.bias };
  }
}
