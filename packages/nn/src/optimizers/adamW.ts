import type { Tensor } from '@textcam/tensor';
import { type AdamOptions, Moments } from './moments.js';
import type { Named, Optimizer, ParameterMemory } from './optimizer.js';

export interface AdamWOptions extends AdamOptions {
  /** λ, 0.01 when left out. */
  weightDecay?: number;
}

/**
 * Adam with weight decay beside the step instead of inside the gradient:
 * parameter ← (1 - learningRate · λ) · parameter - learningRate · m̂ / (√v̂ + ε).
 *
 * As in PyTorch the decay is scaled by the learning rate, and every parameter decays, biases too.
 *
 * @see Loshchilov and Hutter 2019, algorithm 2, https://arxiv.org/abs/1711.05101
 */
export class AdamW implements Optimizer {
  learningRate: number;
  steps = 0;
  private readonly weightDecay: number;
  private readonly moments: Moments;

  constructor(parameters: Named, options: AdamWOptions = {}) {
    this.learningRate = options.learningRate ?? 0.001;
    this.weightDecay = options.weightDecay ?? 0.01;
    this.moments = new Moments(parameters, options);
  }

  get memory(): ParameterMemory {
    return this.moments.memory;
  }

  get gradients(): Named {
    return this.moments.gradients;
  }

  step(gradients: Named): void {
    this.moments.check(gradients);
    this.advance();
    this.apply(gradients);
  }

  advance(): void {
    this.steps += 1;
    this.moments.advance({
      step: this.steps,
      learningRate: this.learningRate,
      decay: this.learningRate * this.weightDecay,
    });
  }

  apply(gradients: Named): void {
    this.moments.apply(gradients);
  }

  state(): Record<string, Tensor> {
    return this.moments.state();
  }

  dispose(): void {
    this.moments.dispose();
  }
}
