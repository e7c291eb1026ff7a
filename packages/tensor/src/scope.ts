import { Tensor } from './tensor.js';

/**
 * What `work` returns, after freeing every other tensor made inside it.
 *
 * Tensors are kept when they are the result or stand in it (in arrays or plain objects, at any depth). Scopes nest: what one
 * returns belongs to the scope around it. `work` must not be asynchronous, since other work would run between its steps:
 * return the tensors and read them outside. Throws an Error when it returns a promise; whatever `work` throws passes through,
 * with nothing kept.
 */
export function scope<T>(work: () => T): T {
  const made = Tensor.collect(work);
  if (made.error !== undefined) {
    for (const tensor of made.tensors) tensor.dispose();
    throw made.error.thrown;
  }
  if (made.result instanceof Promise) {
    // Its steps still run and may fail on what was freed here; that failure is a consequence, not news.
    made.result.catch(() => undefined);
    for (const tensor of made.tensors) tensor.dispose();
    throw new Error(
      'scope: the work is asynchronous; it must be synchronous; return the tensors and read them outside',
    );
  }
  const kept = new Set<Tensor>();
  collectTensors(made.result, kept);
  for (const tensor of made.tensors) {
    if (kept.has(tensor)) Tensor.adopt(tensor);
    else tensor.dispose();
  }
  return made.result as T;
}

function collectTensors(value: unknown, found: Set<Tensor>): void {
  if (value instanceof Tensor) found.add(value);
  else if (Array.isArray(value)) for (const item of value) collectTensors(item, found);
  else if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    for (const item of Object.values(value)) collectTensors(item, found);
  }
}
