import { DeviceError } from '../../device.js';
import type { Kernel } from '../../kernel.js';
import type { Failure } from './failure.js';
import { computeStage } from './flags.js';
import { type Shader, shaderOf } from './shader.js';

/** A kernel made ready to run on one device. */
export interface Compiled {
  readonly shader: Shader;
  readonly layout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;
}

/** Compiles each kernel once. A shader that does not compile is a failure of the device, found at the latest by the next read. */
export class Pipelines {
  private readonly compiled = new Map<Kernel, Compiled>();

  constructor(
    private readonly device: GPUDevice,
    private readonly failure: Failure,
  ) {}

  of(kernel: Kernel): Compiled {
    let compiled = this.compiled.get(kernel);
    if (!compiled) {
      compiled = this.compile(kernel);
      this.compiled.set(kernel, compiled);
    }
    return compiled;
  }

  private compile(kernel: Kernel): Compiled {
    const most = this.device.limits.maxStorageBuffersPerShaderStage;
    const buffers = kernel.inputs.length + kernel.outputs.length;
    if (buffers > most) {
      throw new DeviceError(
        `${kernel.name}: ${buffers} inputs and outputs; this GPU binds at most ${most}; split the kernel`,
      );
    }
    const { device } = this;
    const label = kernel.name;
    const shader = shaderOf(kernel);
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ label, code: shader.code });
    const layout = device.createBindGroupLayout({ label, entries: entriesOf(kernel, shader) });
    const pipeline = device.createComputePipeline({
      label,
      layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: 'main' },
    });
    this.failure.watch(device.popErrorScope(), async (error) => {
      const details = await complaints(module, shader.code);
      return `${label}: its WGSL body does not compile: ${details || error.message}; correct the kernel`;
    });
    return { shader, layout, pipeline };
  }
}

function entriesOf(kernel: Kernel, { uniformBytes }: Shader): GPUBindGroupLayoutEntry[] {
  const visibility = computeStage;
  const inputs = kernel.inputs.map((_, binding): GPUBindGroupLayoutEntry => {
    return { binding, visibility, buffer: { type: 'read-only-storage' } };
  });
  const outputs = kernel.outputs.map((_, n): GPUBindGroupLayoutEntry => {
    return { binding: inputs.length + n, visibility, buffer: { type: 'storage' } };
  });
  const binding = inputs.length + outputs.length;
  const params: GPUBindGroupLayoutEntry = { binding, visibility, buffer: { type: 'uniform', hasDynamicOffset: true } };
  return [...inputs, ...outputs, ...(uniformBytes > 0 ? [params] : [])];
}

/** What the compiler says, each time with the line it means: line numbers alone help nobody, since no one sees the whole text. */
async function complaints(module: GPUShaderModule, code: string): Promise<string> {
  const { messages } = await module.getCompilationInfo();
  const lines = code.split('\n');
  return messages
    .filter(({ type }) => type === 'error')
    .map(({ message, lineNum }) => `${message} in "${(lines[lineNum - 1] ?? '').trim()}"`)
    .join('; ');
}
