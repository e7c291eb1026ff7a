import { Tensor } from '@textcam/tensor';
import { TrainingError } from '../trainingError.js';

/** Moves parameters against their gradients, in place. */
export interface Optimizer {
  /** May be changed between steps. */
  learningRate: number;
  /** Steps taken so far. Set it, and write `state()`, to go on from where another run stopped. */
  steps: number;
  /**
   * One step. Every parameter needs a gradient of its shape, by its name; gradients of other names are ignored. Nothing is read back.
   *
   * Throws TrainingError when a gradient is missing or has another shape; the parameters are then untouched.
   */
  step(gradients: Readonly<Record<string, Tensor>>): void;
  /** What it remembers from step to step, by name; the same tensors at every call. */
  state(): Record<string, Tensor>;
}

/** Throws TrainingError unless there is a gradient of its shape for every parameter. */
export function checkGradients(
  parameters: Readonly<Record<string, Tensor>>,
  gradients: Readonly<Record<string, Tensor>>,
): void {
  for (const [name, { shape }] of Object.entries(parameters)) {
    const gradient = gradients[name];
    if (gradient?.shape.join() === shape.join()) continue;
    const found = gradient ? `the gradient of ${name} is [${gradient.shape.join(', ')}]` : `${name} has no gradient`;
    throw new TrainingError(
      `optimizer: ${found}; must be [${shape.join(', ')}]; pass one for each parameter the optimizer was made with`,
    );
  }
}

/** A tensor of zeros beside each parameter. */
export function zerosLike(parameters: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { device, shape, size }]) => [
      name,
      Tensor.from(device, new Float32Array(size), shape),
    ]),
  );
}

/** The tensors under `prefix.name`. */
export function prefixed(prefix: string, tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}.${name}`, tensor]));
}

/** Where what changes from step to step is written: the content of a tensor, so that a recorded step can be replayed. */
export function settingsBeside(parameters: Readonly<Record<string, Tensor>>, count: number): Tensor {
  const [first] = Object.values(parameters);
  if (!first) throw new TrainingError('optimizer: no parameters; there must be at least one; pass those of a model');
  return Tensor.allocate(first.device, [count]);
}
