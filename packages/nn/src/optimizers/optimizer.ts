import { copy, type Tensor, type Together, together } from '@textcam/tensor';
import { TrainingError } from '../trainingError.js';

/** Tensors by parameter name. */
export type Named = Readonly<Record<string, Tensor>>;

/** Moves parameters against their gradients, in place. */
export interface Optimizer {
  /** May be changed between steps. */
  learningRate: number;
  /** Steps taken so far. Set it, and write `state()`, to go on from where another run stopped. */
  steps: number;
  /** Where its parameters lie, side by side. */
  readonly memory: ParameterMemory;
  /** A place for each parameter's gradient: gradients computed right into these need not be copied. */
  readonly gradients: Named;
  /**
   * One step. Every parameter needs a gradient of its shape, by its name; gradients of other names are ignored. Nothing is read back.
   *
   * Throws TrainingError when a gradient is missing or has another shape; the parameters are then untouched.
   */
  step(gradients: Named): void;
  /** The host's part of `step`: counts it, and writes what changes from step to step. */
  advance(): void;
  /** The device's part of `step`, which may be recorded and replayed. Throws as `step` does. */
  apply(gradients: Named): void;
  /** What it remembers from step to step, by name; the same tensors at every call. */
  state(): Record<string, Tensor>;
  /** Frees all that it has beside the parameters. */
  dispose(): void;
}

/** Parameters moved into one memory, and memories of the same layout beside it: one kernel passes over all of them. */
export class ParameterMemory {
  readonly all: Tensor;
  readonly gradients: Named;
  readonly allGradients: Tensor;
  private readonly names: readonly string[];
  private readonly twin: Together['twin'];
  private readonly owned: Tensor[] = [];

  constructor(private readonly parameters: Named) {
    this.names = Object.keys(parameters);
    const tensors = Object.values(parameters);
    if (tensors.length === 0) {
      throw new TrainingError('optimizer: no parameters; there must be at least one; pass those of a model');
    }
    const { all, twin } = together(tensors);
    this.all = all;
    this.twin = twin;
    this.owned.push(all);
    const { memory, named } = this.zeros();
    this.allGradients = memory;
    this.gradients = named;
  }

  /** Zeros beside all parameters, and under each one's name. */
  zeros(): { memory: Tensor; named: Named } {
    const { all, parts } = this.twin();
    this.owned.push(all, ...parts);
    return { memory: all, named: Object.fromEntries(this.names.map((name, n) => [name, parts[n]])) };
  }

  /** Throws TrainingError unless there is a gradient of its shape for every parameter. */
  check(gradients: Named): void {
    checkGradients(this.parameters, gradients);
  }

  /** Puts gradients in their places, those that are not there already. Throws as `check` does. */
  gather(gradients: Named): void {
    this.check(gradients);
    for (const name of this.names) {
      if (gradients[name] !== this.gradients[name]) copy(gradients[name], this.gradients[name]);
    }
  }

  dispose(): void {
    for (const tensor of this.owned) tensor.dispose();
  }
}

function checkGradients(parameters: Named, gradients: Named): void {
  for (const [name, { shape }] of Object.entries(parameters)) {
    const gradient = gradients[name];
    if (gradient?.shape.join() === shape.join()) continue;
    const found = gradient ? `the gradient of ${name} is [${gradient.shape.join(', ')}]` : `${name} has no gradient`;
    throw new TrainingError(
      `optimizer: ${found}; must be [${shape.join(', ')}]; pass one for each parameter the optimizer was made with`,
    );
  }
}

/** The tensors under `prefix.name`. */
export function prefixed(prefix: string, tensors: Named): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}.${name}`, tensor]));
}
