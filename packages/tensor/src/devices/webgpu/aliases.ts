import { DeviceError, type Slice } from '../../device.js';
import type { Kernel } from '../../kernel.js';

/** WebGPU takes no buffer as input and output of one dispatch, whatever the ranges, and no overlapping outputs. Throws DeviceError. */
export function refuseAliases(kernel: Kernel, bindings: Readonly<Record<string, Slice>>): void {
  kernel.outputs.forEach((output, n) => {
    const written = bindings[output];
    const read = kernel.inputs.find((input) => bindings[input].buffer === written.buffer);
    const twice = kernel.outputs.slice(0, n).find((other) => overlap(bindings[other], written));
    const other = read ?? twice;
    if (other === undefined) return;
    throw new DeviceError(
      `${kernel.name}: ${other} and ${output} lie in one buffer; what is written must lie apart; copy ${other} first`,
    );
  });
}

function overlap(a: Slice, b: Slice): boolean {
  return a.buffer === b.buffer && a.offset < b.offset + b.size && b.offset < a.offset + a.size;
}
