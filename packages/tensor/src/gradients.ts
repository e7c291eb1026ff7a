import { add } from './ops/add.js';
import { copy } from './ops/copy.js';
import { fill } from './ops/fill.js';
import { ShapeError, sameShape, show } from './shape.js';
import type { Origin, Tensor } from './tensor.js';

/**
 * The gradient of a loss with respect to each target, of the target's shape.
 *
 * Targets may be parameters or any intermediate result that the loss was computed from. A pure function: nothing is stored on the
 * tensors, and calling it again gives the same.
 *
 * @param into tensors of the targets' shapes to put the gradients in, and to return; fresh ones when left out
 * @throws ShapeError when the loss has more than one element or `into` does not fit the targets, and an Error when a target plays no part
 * in the loss, or when the loss was computed from results of `gradients`: gradients of gradients are not supported
 */
export function gradients(loss: Tensor, targets: readonly Tensor[], into?: readonly Tensor[]): Tensor[] {
  if (loss.size !== 1) {
    throw new ShapeError(`gradients: the loss is ${show(loss.shape)}; must be one element; take its sum or mean`);
  }
  if (into) checkPlaces(targets, into);
  const walk = originsBetween(loss, new Set(targets));
  const gradient = new Map<Tensor, Tensor>([[loss, fill(loss.device, 1, loss.shape)]]);
  const places = placesOf(targets, into, walk.order);

  for (const { outputs, inputs, backward } of walk.order) {
    const wanted = inputs.map((input) => (walk.leadsToTarget.has(input) ? { into: places.get(input) } : undefined));
    const shares = backward(
      outputs.map((output) => gradient.get(output)),
      wanted,
    );
    inputs.forEach((input, n) => {
      const share = shares[n];
      if (!wanted[n] || !share) return;
      const sofar = gradient.get(input);
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
    return finish(found, into?.[n]);
  });
}

/** The gradient in its place, or under a handle of its own, so that marking it does not touch a tensor that two targets share. */
function finish(found: Tensor, place: Tensor | undefined): Tensor {
  const result = place ?? found.view(found.shape);
  if (place && place !== found) copy(found, place);
  result.origin = 'gradient';
  return result;
}

function checkPlaces(targets: readonly Tensor[], into: readonly Tensor[]): void {
  const wrong = targets.findIndex((target, n) => !into[n] || !sameShape(target.shape, into[n].shape));
  if (wrong < 0 && into.length === targets.length) return;
  const [target, place] = [targets[wrong], into[wrong]];
  throw new ShapeError(
    `gradients: ${into.length} places for ${targets.length} targets` +
      `${target ? `, ${place ? show(place.shape) : 'none'} for target ${wrong}, ${show(target.shape)}` : ''}; must be one of its shape for each`,
  );
}

/** Where a target's gradient may be put at once: only when it comes whole, from a single use of the target. */
function placesOf(targets: readonly Tensor[], into: readonly Tensor[] | undefined, order: readonly Origin[]) {
  const uses = new Map<Tensor, number>();
  for (const { inputs } of order) for (const input of inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
  const places = new Map<Tensor, Tensor>();
  targets.forEach((target, n) => {
    if (into && uses.get(target) === 1) places.set(target, into[n]);
  });
  return places;
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
