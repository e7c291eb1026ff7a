import { defineKernel, run, type Tensor } from '@textcam/tensor';

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

/**
 * How many windows a convolution has on each text alone: lengths int32 [batch] → int32 [batch], length + 2 · padding - kernelSize + 1.
 *
 * At least one, which sees zeros after the text's end: a text without tokens is then scored by the biases.
 */
export function realWindows(lengths: Tensor, { kernelSize, padding }: { kernelSize: number; padding: number }): Tensor {
  return run(windows, { lengths }, [lengths.size], { more: 2 * padding - kernelSize + 1 });
}
