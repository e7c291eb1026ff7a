import { defineUpdate, Tensor, update } from '@textcam/tensor';
import { type Named, type Optimizer, ParameterMemory, prefixed } from './optimizer.js';

const kernel = defineUpdate({
  name: 'sgd',
  inputs: ['gradient', 'settings'],
  outputs: ['parameter', 'velocity'],
  params: { momentum: 'float' },
  cpu({ gradient, settings }, { parameter, velocity }, { momentum }) {
    const learningRate = settings[0];
    for (let i = 0; i < parameter.length; i++) {
      velocity[i] = momentum * velocity[i] + gradient[i];
      parameter[i] -= learningRate * velocity[i];
    }
  },
  wgsl: /* wgsl */ `
    velocity[i] = momentum * velocity[i] + gradient[i];
    parameter[i] = parameter[i] - settings[0] * velocity[i];
  `,
});

export interface SgdOptions {
  learningRate: number;
  /** Share of the last step's velocity that stays, 0 when left out. */
  momentum?: number;
}

/**
 * Gradient descent with momentum: velocity ← momentum · velocity + gradient; parameter ← parameter - learningRate · velocity.
 *
 * @see Polyak 1964, in PyTorch's form, where a changed learning rate acts on the whole velocity
 */
export class Sgd implements Optimizer {
  learningRate: number;
  steps = 0;
  private readonly momentum: number;
  readonly memory: ParameterMemory;
  private readonly velocity: ReturnType<ParameterMemory['zeros']>;
  /** [1]: the learning rate. */
  private readonly settings: Tensor;

  constructor(parameters: Named, { learningRate, momentum = 0 }: SgdOptions) {
    this.learningRate = learningRate;
    this.momentum = momentum;
    this.memory = new ParameterMemory(parameters);
    this.velocity = this.memory.zeros();
    this.settings = Tensor.allocate(this.memory.all.device, [1]);
  }

  get gradients(): Named {
    return this.memory.gradients;
  }

  step(gradients: Named): void {
    this.memory.check(gradients);
    this.advance();
    this.apply(gradients);
  }

  advance(): void {
    this.steps += 1;
    this.settings.write([this.learningRate]);
  }

  apply(gradients: Named): void {
    this.memory.gather(gradients);
    const inputs = { gradient: this.memory.allGradients, settings: this.settings };
    const outputs = { parameter: this.memory.all, velocity: this.velocity.memory };
    update(kernel, inputs, outputs, { momentum: this.momentum });
  }

  state(): Record<string, Tensor> {
    return prefixed('velocity', this.velocity.named);
  }

  dispose(): void {
    this.memory.dispose();
    this.settings.dispose();
  }
}
