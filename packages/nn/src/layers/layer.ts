import type { Tensor } from '@textcam/tensor';

/** A step of a network that may own numbers to learn. `Input` is Indices for a table of embeddings. */
export interface Layer<Input = Tensor> {
  forward(x: Input): Tensor;
  /** What an optimizer moves, by name; the same tensors at every call. */
  parameters(): Record<string, Tensor>;
}

/** The parameters of several parts under the names `part.parameter`, as checkpoints and optimizers know them. */
export function parametersOf(parts: Readonly<Record<string, Pick<Layer, 'parameters'>>>): Record<string, Tensor> {
  const named: Record<string, Tensor> = {};
  for (const [part, layer] of Object.entries(parts)) {
    for (const [name, parameter] of Object.entries(layer.parameters())) named[`${part}.${name}`] = parameter;
  }
  return named;
}
