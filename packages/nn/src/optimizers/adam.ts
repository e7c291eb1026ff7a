import type { Tensor } from '@textcam/tensor';
import { type AdamOptions, Moments } from './moments.js';
import type { Named, Optimizer, ParameterMemory } from './optimizer.js';

/**
 * Steps scaled by running means of the gradient and its square, both corrected for starting at 0:
 * parameter ← parameter - learningRate · m̂ / (√v̂ + ε).
 *
 * ε is added after the bias correction, as PyTorch does (MXNet adds it before). Updates are dense: a row of a table whose gradient is 0
 * still moves by its momentum.
 *
 * @see Kingma and Ba 2015, algorithm 1, https://arxiv.org/abs/1412.6980
 */
export class Adam implements Optimizer {
  learningRate: number;
  steps = 0;
  private readonly moments: Moments;

  constructor(parameters: Named, options: AdamOptions = {}) {
    this.learningRate = options.learningRate ?? 0.001;
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
    this.moments.advance({ step: this.steps, learningRate: this.learningRate, decay: 0 });
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
