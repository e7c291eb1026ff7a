import { type DataType, DeviceError } from './device.js';
import type { Kernel, Params, ParamTypes } from './kernel.js';
import { type Shape, ShapeError, show } from './shape.js';
import { type Origin, Tensor } from './tensor.js';

/** The first verb of an op: what a kernel makes of its inputs, as a fresh tensor of the given shape, or in one that is there for it. */
export function run<I extends string, P extends ParamTypes>(
  kernel: Kernel<I, P, 'out'>,
  inputs: Readonly<Record<I, Tensor>>,
  shape: Shape,
  params: Params<P>,
  into?: Tensor,
): Tensor {
  const [first] = Object.values<Tensor>(inputs);
  const out = into ?? Tensor.allocate(first.device, shape, dtypeOf(kernel, 'out'));
  update(kernel, inputs, { out }, params);
  return out;
}

/** Runs a kernel into tensors that exist already: several outputs, or values updated in place. */
export function update<I extends string, P extends ParamTypes, O extends string>(
  kernel: Kernel<I, P, O>,
  inputs: Readonly<Record<I, Tensor>>,
  outputs: Readonly<Record<O, Tensor>>,
  params: Params<P>,
): void {
  const named: Readonly<Record<I | O, Tensor>> = { ...inputs, ...outputs };
  const { device } = named[kernel.outputs[0]];
  const bindings = Object.fromEntries(
    [...kernel.inputs, ...kernel.outputs].map((name) => [name, bind(kernel, name, named[name], device.name)]),
  ) as Record<I | O, ReturnType<Tensor['slice']>>;
  for (const name of kernel.inputs) {
    if (named[name].device !== device) {
      throw new DeviceError(
        `${kernel.name}: ${name} ${show(named[name].shape)} lies on another device (${named[name].device.description}); ` +
          `all must lie on one (${device.description}); read it and write it there`,
      );
    }
  }
  if (named[kernel.outputs[0]].size > 0) device.run(kernel, bindings, params);
}

function bind(kernel: Kernel, name: string, tensor: Tensor, device: string) {
  const dtype = dtypeOf(kernel, name);
  if (tensor.dtype !== dtype) {
    throw new ShapeError(
      `${kernel.name}: ${name} ${show(tensor.shape)} is ${tensor.dtype}; must be ${dtype}; make it so in Tensor.from (${device})`,
    );
  }
  return tensor.slice(kernel.name);
}

function dtypeOf(kernel: Kernel, name: string): DataType {
  return kernel.integers.includes(name) ? 'int32' : 'float32';
}

/** Computes one input's gradient, called only when it is wanted; `into` is where it may be put to save a copy. */
export type Backward = (into?: Tensor) => Tensor;

/** The second verb of an op: remembers how `y` came from `inputs`, with one function per input for the way back. */
export function record(y: Tensor, inputs: readonly Tensor[], backward: (dy: Tensor) => readonly Backward[]): Tensor {
  recordAll([y], inputs, ([dy], wanted) => {
    const back = backward(dy as Tensor);
    return wanted.map((want, n) => want && back[n](want.into));
  });
  return y;
}

/** `record` for an op with several results, or whose gradients come from one kernel. The gradient of a result that does not matter to the loss is undefined. */
export function recordAll(outputs: readonly Tensor[], inputs: readonly Tensor[], backward: Origin['backward']): void {
  const origin: Origin = { outputs, inputs, backward };
  for (const output of outputs) output.origin = origin;
}
