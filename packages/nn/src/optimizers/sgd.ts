import { defineUpdate, type Tensor, update } from '@textcam/tensor';
import { checkGradients, type Optimizer, prefixed, settingsBeside, zerosLike } from './optimizer.js';

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
  private readonly parameters: Readonly<Record<string, Tensor>>;
  private readonly velocity: Readonly<Record<string, Tensor>>;
  /** [1]: the learning rate. */
  private readonly settings: Tensor;

  constructor(parameters: Readonly<Record<string, Tensor>>, { learningRate, momentum = 0 }: SgdOptions) {
    this.learningRate = learningRate;
    this.momentum = momentum;
    this.parameters = parameters;
    this.settings = settingsBeside(parameters, 1);
    this.velocity = zerosLike(parameters);
  }

  step(gradients: Readonly<Record<string, Tensor>>): void {
    checkGradients(this.parameters, gradients);
    this.steps += 1;
    this.settings.write([this.learningRate]);
    for (const [name, parameter] of Object.entries(this.parameters)) {
      const inputs = { gradient: gradients[name], settings: this.settings };
      update(kernel, inputs, { parameter, velocity: this.velocity[name] }, { momentum: this.momentum });
    }
  }

  state(): Record<string, Tensor> {
    return prefixed('velocity', this.velocity);
  }
}
