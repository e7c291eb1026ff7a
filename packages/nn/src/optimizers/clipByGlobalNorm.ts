import { concat, defineKernel, multiply, run, type Tensor } from '@textcam/tensor';
import { TrainingError } from '../trainingError.js';

// Each lane sums every lanes-th square in order: a few hundred invocations at work instead of one, and always the same bits.
const squares = defineKernel({
  name: 'clipByGlobalNorm.squares',
  inputs: ['x'],
  params: { size: 'int', lanes: 'int' },
  cpu({ x }, out, { size, lanes }) {
    out.fill(0);
    for (let start = 0; start < size; start += lanes) {
      const count = Math.min(lanes, size - start);
      for (let lane = 0; lane < count; lane++) out[lane] += x[start + lane] * x[start + lane];
    }
  },
  wgsl: /* wgsl */ `
    var total = 0.0;
    for (var n = i; n < size; n += lanes) { total += x[n] * x[n]; }
    out[i] = total;
  `,
});

// Not a division where the norm is small: at a norm of 0 it is undefined in WGSL.
const scaleKernel = defineKernel({
  name: 'clipByGlobalNorm.scale',
  inputs: ['squares'],
  params: { count: 'int', maximum: 'float' },
  cpu({ squares }, out, { count, maximum }) {
    let total = 0;
    for (let n = 0; n < count; n++) total += squares[n];
    const norm = Math.sqrt(total);
    out[0] = norm > maximum ? maximum / norm : 1;
  },
  wgsl: /* wgsl */ `
    var total = 0.0;
    for (var n = 0; n < count; n++) { total += squares[n]; }
    let norm = sqrt(total);
    out[i] = 1.0;
    if (norm > maximum) { out[i] = maximum / norm; }
  `,
});

/**
 * All gradients times min(1, maximum / norm), where norm is the Euclidean norm of all of them as one vector: the direction stays, the
 * step is bounded. Computed on the device; nothing is read back. Throws TrainingError unless the maximum is above 0.
 *
 * @see Pascanu et al. 2013, algorithm 1, https://arxiv.org/abs/1211.5063
 */
export function clipByGlobalNorm(gradients: Readonly<Record<string, Tensor>>, maximum: number): Record<string, Tensor> {
  if (!(maximum > 0)) {
    throw new TrainingError(`clipByGlobalNorm: the maximum is ${maximum}; must be above 0; leave clipping out instead`);
  }
  const entries = Object.entries(gradients).filter(([, { size }]) => size > 0);
  if (entries.length === 0) return { ...gradients };
  const parts = entries.map(([, x]) => {
    const lanes = Math.min(1024, Math.ceil(Math.sqrt(x.size)));
    return run(squares, { x }, [lanes], { size: x.size, lanes });
  });
  const all = concat(parts, 0);
  const scale = run(scaleKernel, { squares: all }, [], { count: all.size, maximum });
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, multiply(gradient, scale)]));
}
