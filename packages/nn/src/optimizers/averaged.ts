import { defineUpdate, Tensor, update } from '@textcam/tensor';
import { type Named, type Optimizer, type ParameterMemory, prefixed } from './optimizer.js';

const toward = defineUpdate({
  name: 'averaged.toward',
  inputs: ['parameter', 'settings'],
  outputs: ['average'],
  params: {},
  cpu({ parameter, settings }, { average }) {
    const [share] = settings;
    for (let i = 0; i < average.length; i++) average[i] += share * (parameter[i] - average[i]);
  },
  wgsl: /* wgsl */ `average[i] = average[i] + settings[0] * (parameter[i] - average[i]);`,
});

const exchange = defineUpdate({
  name: 'averaged.exchange',
  inputs: [],
  outputs: ['parameter', 'average'],
  params: {},
  cpu(_, { parameter, average }) {
    for (let i = 0; i < parameter.length; i++) [parameter[i], average[i]] = [average[i], parameter[i]];
  },
  wgsl: /* wgsl */ `
    let raw = parameter[i];
    parameter[i] = average[i];
    average[i] = raw;
  `,
});

/**
 * An optimizer with an exponential moving average of the parameters beside it, taken after each step:
 * average ← keep · average + (1 - keep) · parameter, corrected for starting at 0 as Adam's moments are. Steps go on from the parameters
 * themselves.
 *
 * @see Kingma and Ba 2015, section 7.2, https://arxiv.org/abs/1412.6980
 */
export class Averaged implements Optimizer {
  private readonly keep: number;
  private readonly averages: ReturnType<ParameterMemory['zeros']>;
  /** [1]: the share of the way to the parameters that the averages go. */
  private readonly settings: Tensor;

  /** @param keep share of the average that stays at each step, above 0 and below 1 */
  constructor(
    private readonly optimizer: Optimizer,
    { keep }: { keep: number },
  ) {
    this.keep = keep;
    this.averages = optimizer.memory.zeros();
    this.settings = Tensor.allocate(optimizer.memory.all.device, [1]);
  }

  get learningRate(): number {
    return this.optimizer.learningRate;
  }

  set learningRate(value: number) {
    this.optimizer.learningRate = value;
  }

  get steps(): number {
    return this.optimizer.steps;
  }

  set steps(value: number) {
    this.optimizer.steps = value;
  }

  get memory(): ParameterMemory {
    return this.optimizer.memory;
  }

  get gradients(): Named {
    return this.optimizer.gradients;
  }

  step(gradients: Named): void {
    this.memory.check(gradients);
    this.advance();
    this.apply(gradients);
  }

  advance(): void {
    this.optimizer.advance();
    // Of the average corrected for its start, the same step: at the first it is all of the parameters.
    this.settings.write([(1 - this.keep) / (1 - this.keep ** this.steps)]);
  }

  apply(gradients: Named): void {
    this.optimizer.apply(gradients);
    const inputs = { parameter: this.memory.all, settings: this.settings };
    update(toward, inputs, { average: this.averages.memory }, {});
  }

  /** Parameters and averages change places: once to look at the averages, once more to go on. */
  exchange(): void {
    update(exchange, {}, { parameter: this.memory.all, average: this.averages.memory }, {});
  }

  /** The optimizer's own, and average.NAME. */
  state(): Record<string, Tensor> {
    return { ...this.optimizer.state(), ...prefixed('average', this.averages.named) };
  }

  dispose(): void {
    this.optimizer.dispose();
    this.settings.dispose();
  }
}
