import { add } from './ops/add.js';
import { fill } from './ops/fill.js';
import { ShapeError, show } from './shape.js';
import type { Origin, Tensor } from './tensor.js';

/**
 * The gradient of a loss with respect to each target, of the target's shape.
 *
 * Targets may be parameters or any intermediate result that the loss was computed from. A pure function: nothing is stored on the
 * tensors, and calling it again gives the same.
 *
 * Throws ShapeError when the loss has more than one element, and an Error when a target plays no part in the loss, or when the
 * loss was computed from results of `gradients`: gradients of gradients are not supported.
 */
export function gradients(loss: Tensor, targets: readonly Tensor[]): Tensor[] {
  if (loss.size !== 1) {
    throw new ShapeError(`gradients: the loss is ${show(loss.shape)}; must be one element; take its sum or mean`);
  }
  const wanted = new Set(targets);
  const walk = originsBetween(loss, wanted);
  const gradient = new Map<Tensor, Tensor>([[loss, fill(loss.device, 1, loss.shape)]]);

  for (const { outputs, inputs, backward } of walk.order) {
    const back = backward(outputs.map((output) => gradient.get(output)));
    inputs.forEach((input, n) => {
      if (!walk.leadsToTarget.has(input)) return;
      const sofar = gradient.get(input);
      const share = back[n]();
      gradient.set(input, sofar ? add(sofar, share) : share);
    });
  }
  return targets.map((target, n) => {
    const found = gradient.get(target);
    if (!found) {
      throw new Error(
        `gradients: target ${n}, ${show(target.shape)}, plays no part in the loss; it must have been used to compute it; leave it out`,
      );
    }
    // A handle of its own, so that marking it does not touch a tensor that two targets share.
    const result = found.view(found.shape);
    result.origin = 'gradient';
    return result;
  });
}

/** The recorded steps from the loss back to the targets, latest first, and the tensors on those ways. */
function originsBetween(loss: Tensor, wanted: ReadonlySet<Tensor>): { order: Origin[]; leadsToTarget: Set<Tensor> } {
  const leadsToTarget = new Set<Tensor>();
  const seen = new Set<Tensor>();
  const placed = new Set<Origin>();
  const order: Origin[] = [];
  // A stack, not recursion: a chain of ten thousand steps must not overflow it.
  const stack: { tensor: Tensor; entered: boolean }[] = [{ tensor: loss, entered: false }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { tensor, entered } = top;
    if (tensor.origin === 'gradient') {
      throw new Error(
        `gradients: the loss was computed from a result of gradients, ${show(tensor.shape)}; gradients of gradients are not ` +
          'supported; read it and make a new tensor of its values to treat it as a constant',
      );
    }
    if (entered) {
      if (wanted.has(tensor) || tensor.origin?.inputs.some((input) => leadsToTarget.has(input)))
        leadsToTarget.add(tensor);
      if (tensor.origin && leadsToTarget.has(tensor) && !placed.has(tensor.origin)) {
        if (tensor.origin.inputs.some((input) => leadsToTarget.has(input))) {
          placed.add(tensor.origin);
          order.push(tensor.origin);
        }
      }
      continue;
    }
    if (seen.has(tensor)) continue;
    seen.add(tensor);
    stack.push({ tensor, entered: true });
    for (const input of tensor.origin?.inputs ?? []) stack.push({ tensor: input, entered: false });
  }
  return { order: order.reverse(), leadsToTarget };
}
