import { DeviceError } from '../../device.js';
import type { Kernel } from '../../kernel.js';
import type { Failure } from './failure.js';
import { computeStage } from './flags.js';
import { type ParamBlock, paramBlockOf } from './params.js';
import { shaderOf } from './shader.js';

/** A kernel made ready to run on one device: its bodies share one layout, so that a bind group serves each of them. */
export interface Program {
  readonly kernel: Kernel;
  readonly block: ParamBlock;
  readonly layout: GPUBindGroupLayout;
  /** The pipeline of body `n`, compiled when it is first asked for: 0 is the plain body, then come the tuned ones. */
  pipeline(n: number): GPUComputePipeline;
}

/** The kernel's name, with that of its tuned body behind a slash. */
export function bodyName({ name, tuned }: Kernel, n: number): string {
  return n === 0 ? name : `${name}/${tuned[n - 1].name}`;
}

/** Compiles each body once. A shader that does not compile is a failure of the device, found at the latest by the next read. */
export class Pipelines {
  private readonly programs = new Map<Kernel, Program>();

  constructor(
    private readonly device: GPUDevice,
    private readonly failure: Failure,
  ) {}

  of(kernel: Kernel): Program {
    let program = this.programs.get(kernel);
    if (!program) {
      program = this.prepare(kernel);
      this.programs.set(kernel, program);
    }
    return program;
  }

  private prepare(kernel: Kernel): Program {
    const most = this.device.limits.maxStorageBuffersPerShaderStage;
    const buffers = kernel.inputs.length + kernel.outputs.length;
    if (buffers > most) {
      throw new DeviceError(
        `${kernel.name}: ${buffers} inputs and outputs; this GPU binds at most ${most}; split the kernel`,
      );
    }
    const block = paramBlockOf(kernel);
    const layout = this.device.createBindGroupLayout({ label: kernel.name, entries: entriesOf(kernel, block) });
    const pipelines: GPUComputePipeline[] = [];
    const pipeline = (n: number) => {
      pipelines[n] ??= this.compile(bodyName(kernel, n), shaderOf(kernel, n, block), layout);
      return pipelines[n];
    };
    return { kernel, block, layout, pipeline };
  }

  private compile(label: string, code: string, layout: GPUBindGroupLayout): GPUComputePipeline {
    const { device } = this;
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ label, code });
    const pipeline = device.createComputePipeline({
      label,
      layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: 'main' },
    });
    this.failure.watch(device.popErrorScope(), async (error) => {
      const details = await complaints(module, code);
      return `${label}: its WGSL body does not compile: ${details || error.message}; correct the kernel`;
    });
    return pipeline;
  }
}

function entriesOf(kernel: Kernel, { bytes }: ParamBlock): GPUBindGroupLayoutEntry[] {
  const visibility = computeStage;
  const inputs = kernel.inputs.map((_, binding): GPUBindGroupLayoutEntry => {
    return { binding, visibility, buffer: { type: 'read-only-storage' } };
  });
  const outputs = kernel.outputs.map((_, n): GPUBindGroupLayoutEntry => {
    return { binding: inputs.length + n, visibility, buffer: { type: 'storage' } };
  });
  const binding = inputs.length + outputs.length;
  const params: GPUBindGroupLayoutEntry = { binding, visibility, buffer: { type: 'uniform', hasDynamicOffset: true } };
  return [...inputs, ...outputs, ...(bytes > 0 ? [params] : [])];
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
