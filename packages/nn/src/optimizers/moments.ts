import { defineUpdate, Tensor, update } from '@textcam/tensor';
import { simdCall } from '@textcam/tensor/simd';
import { adam } from './adamSimd.js';
import { type Named, ParameterMemory, prefixed } from './optimizer.js';

const groupSize = 64;
/** Vectors that an invocation takes, one after the other: a workgroup costs drivers in software about a microsecond, whatever it does. */
const turns = 16;

const setUp = 'let keep = settings[0]; let stepSize = settings[1]; let secondBias = settings[2];';
const move = /* wgsl */ `
  let g = gradient[i];
  let m0 = first[i];
  let v0 = second[i];
  let m = m0 + firstRate * (g - m0);
  let v = v0 + secondRate * (g * g - v0);
  first[i] = m;
  second[i] = v;
  parameter[i] = keep * parameter[i] - stepSize * m / (sqrt(v) / secondBias + epsilon);
`;

// settings: what to keep of the parameter, the step size over the first moment's bias, and the root of the second moment's bias.
const kernel = defineUpdate({
  name: 'adam',
  inputs: ['gradient', 'settings'],
  outputs: ['parameter', 'first', 'second'],
  params: { size: 'int', firstRate: 'float', secondRate: 'float', epsilon: 'float' },
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
  wgsl: setUp + move,
  tuned: [
    {
      name: 'fours',
      workgroupSize: [groupSize, 1],
      groups: ({ size }) => Math.ceil(size / 4 / (groupSize * turns)),
      fits: ({ size }) => size % 4 === 0,
      vectors: ['gradient', 'parameter', 'first', 'second'],
      wgsl: /* wgsl */ `
        ${setUp}
        let start = group * ${groupSize * turns};
        let end = min(start + ${groupSize * turns}, size / 4);
        for (var i = start + local.x; i < end; i += ${groupSize}) { ${move} }
      `,
    },
  ],
  simd: {
    calls: ({ gradient, settings, parameter, first, second }, { size, ...rates }) => [
      simdCall(
        adam,
        { gradient, settings, parameter, firstMoment: first, secondMoment: second, ...rates },
        size,
        65_536,
      ),
    ],
  },
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

/** What Adam and AdamW share: two running moments beside the parameters, and one pass over all four that moves them. */
export class Moments {
  readonly memory: ParameterMemory;
  private readonly first: ReturnType<ParameterMemory['zeros']>;
  private readonly second: ReturnType<ParameterMemory['zeros']>;
  private readonly settings: Tensor;
  private readonly beta1: number;
  private readonly beta2: number;
  private readonly epsilon: number;

  constructor(parameters: Named, options: AdamOptions) {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
    this.memory = new ParameterMemory(parameters);
    this.first = this.memory.zeros();
    this.second = this.memory.zeros();
    this.settings = Tensor.allocate(this.memory.all.device, [3]);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  get gradients(): Named {
    return this.memory.gradients;
  }

  check(gradients: Named): void {
    this.memory.check(gradients);
  }

  /** Sets step number `step`, counted from 1. `decay` is the share of each parameter that is taken off beside the step. */
  advance({ step, learningRate, decay }: { step: number; learningRate: number; decay: number }): void {
    const { beta1, beta2 } = this;
    this.settings.write([1 - decay, learningRate / (1 - beta1 ** step), Math.sqrt(1 - beta2 ** step)]);
  }

  apply(gradients: Named): void {
    this.memory.gather(gradients);
    const inputs = { gradient: this.memory.allGradients, settings: this.settings };
    const outputs = { parameter: this.memory.all, first: this.first.memory, second: this.second.memory };
    // 1 - β is computed here, in float64: in float32 1 - 0.999 is off by 5e-5.
    update(kernel, inputs, outputs, {
      size: this.memory.all.size,
      firstRate: 1 - this.beta1,
      secondRate: 1 - this.beta2,
      epsilon: this.epsilon,
    });
  }

  /** firstMoment.NAME and secondMoment.NAME. */
  state(): Record<string, Tensor> {
    return { ...prefixed('firstMoment', this.first.named), ...prefixed('secondMoment', this.second.named) };
  }

  dispose(): void {
    this.memory.dispose();
    this.settings.dispose();
  }
}
