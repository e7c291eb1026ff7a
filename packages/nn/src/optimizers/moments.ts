import { defineUpdate, type Tensor, update } from '@textcam/tensor';
import { checkGradients, prefixed, settingsBeside, zerosLike } from './optimizer.js';

// settings: what to keep of the parameter, the step size over the first moment's bias, and the root of the second moment's bias.
const kernel = defineUpdate({
  name: 'adam',
  inputs: ['gradient', 'settings'],
  outputs: ['parameter', 'first', 'second'],
  params: { firstRate: 'float', secondRate: 'float', epsilon: 'float' },
  cpu({ gradient, settings }, { parameter, first, second }, { firstRate, secondRate, epsilon }) {
    const [keep, stepSize, secondBias] = settings;
    for (let i = 0; i < parameter.length; i++) {
      const g = gradient[i];
      const m = first[i] + firstRate * (g - first[i]);
      const v = second[i] + secondRate * (g * g - second[i]);
      first[i] = m;
      second[i] = v;
      parameter[i] = keep * parameter[i] - (stepSize * m) / (Math.sqrt(v) / secondBias + epsilon);
    }
  },
  wgsl: /* wgsl */ `
    let g = gradient[i];
    let m = first[i] + firstRate * (g - first[i]);
    let v = second[i] + secondRate * (g * g - second[i]);
    first[i] = m;
    second[i] = v;
    parameter[i] = settings[0] * parameter[i] - settings[1] * m / (sqrt(v) / settings[2] + epsilon);
  `,
});

export interface AdamOptions {
  /** 0.001 when left out. */
  learningRate?: number;
  /** Share of the first moment that stays, 0.9 when left out. */
  beta1?: number;
  /** Share of the second moment that stays, 0.999 when left out. */
  beta2?: number;
  /** Added to the root of the second moment, 1e-8 when left out. */
  epsilon?: number;
}

/** What Adam and AdamW share: two running moments beside each parameter, and one pass over all four that moves them. */
export class Moments {
  private readonly parameters: Readonly<Record<string, Tensor>>;
  private readonly first: Readonly<Record<string, Tensor>>;
  private readonly second: Readonly<Record<string, Tensor>>;
  private readonly settings: Tensor;
  private readonly beta1: number;
  private readonly beta2: number;
  private readonly epsilon: number;

  constructor(parameters: Readonly<Record<string, Tensor>>, options: AdamOptions) {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
    this.parameters = parameters;
    this.settings = settingsBeside(parameters, 3);
    this.first = zerosLike(parameters);
    this.second = zerosLike(parameters);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /** Step number `step`, counted from 1. `decay` is the share of each parameter that is taken off beside the step. */
  move(
    gradients: Readonly<Record<string, Tensor>>,
    { step, learningRate, decay }: { step: number; learningRate: number; decay: number },
  ): void {
    const { beta1, beta2, epsilon } = this;
    this.settings.write([1 - decay, learningRate / (1 - beta1 ** step), Math.sqrt(1 - beta2 ** step)]);
    // 1 - β is computed here, in float64: in float32 1 - 0.999 is off by 5e-5.
    const params = { firstRate: 1 - beta1, secondRate: 1 - beta2, epsilon };
    for (const [name, parameter] of Object.entries(this.parameters)) {
      const inputs = { gradient: gradients[name], settings: this.settings };
      update(kernel, inputs, { parameter, first: this.first[name], second: this.second[name] }, params);
    }
  }

  check(gradients: Readonly<Record<string, Tensor>>): void {
    checkGradients(this.parameters, gradients);
  }

  /** firstMoment.NAME and secondMoment.NAME. */
  state(): Record<string, Tensor> {
    return { ...prefixed('firstMoment', this.first), ...prefixed('secondMoment', this.second) };
  }
}
