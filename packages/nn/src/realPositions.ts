// b batch, t time
import { defineKernel, run, type Tensor } from '@textcam/tensor';

const mask = defineKernel({
  name: 'textCnn.mask',
  inputs: ['lengths'],
  integers: ['lengths'],
  params: { time: 'int' },
  cpu({ lengths }, out, { time }) {
    for (let b = 0; b < lengths.length; b++) {
      for (let t = 0; t < time; t++) out[b * time + t] = t < lengths[b] ? 1 : 0;
    }
  },
  wgsl: /* wgsl */ `out[i] = select(0.0, 1.0, i % time < lengths[i / time]);`,
});

const windows = defineKernel({
  name: 'textCnn.windows',
  inputs: ['lengths'],
  integers: ['lengths', 'out'],
  params: { more: 'int' },
  cpu({ lengths }, out, { more }) {
    for (let b = 0; b < out.length; b++) out[b] = Math.max(1, lengths[b] + more);
  },
  wgsl: /* wgsl */ `out[i] = max(1, lengths[i] + more);`,
});

/** 1 at the positions of each text, 0 after its end: lengths int32 [batch] → [batch, time, 1]. */
export function realPositions(lengths: Tensor, time: number): Tensor {
  return run(mask, { lengths }, [lengths.size, time, 1], { time });
}

/**
 * How many windows a convolution has on each text alone: lengths int32 [batch] → int32 [batch], length + 2 · padding - kernelSize + 1.
 *
 * At least one, which sees zeros after the text's end: a text without tokens is then scored by the biases.
 */
export function realWindows(lengths: Tensor, { kernelSize, padding }: { kernelSize: number; padding: number }): Tensor {
  return run(windows, { lengths }, [lengths.size], { more: 2 * padding - kernelSize + 1 });
}
