import type { Gpu } from '../src/devices/webgpu/open.js';

/** What was asked of the GPU itself: counted from outside, so that a device's own counters can be held against it. */
export interface GpuCounts {
  dispatches: number;
  submissions: number;
  /** Compute passes. */
  passes: number;
  buffersCreated: number;
  /** Buffers created and not yet destroyed. */
  buffersAlive: number;
  bindGroupsCreated: number;
  maps: number;
  /** Shader modules and pipelines. */
  compilations: number;
}

/** WebGPU whose devices are counted, all together: open a device on it, and compare the counts before and after some work. */
export function countingGpu(gpu: Gpu): { gpu: Gpu; counts: GpuCounts } {
  const counts = {
    dispatches: 0,
    submissions: 0,
    passes: 0,
    buffersCreated: 0,
    buffersAlive: 0,
    bindGroupsCreated: 0,
    maps: 0,
    compilations: 0,
  };
  const requestAdapter: Gpu['requestAdapter'] = async (options) => {
    const adapter = await gpu.requestAdapter(options);
    if (adapter) afterCalls(adapter, 'requestDevice', (device: Promise<GPUDevice>) => countDevice(device, counts));
    return adapter;
  };
  return { gpu: Object.assign(Object.create(gpu), { requestAdapter }), counts };
}

async function countDevice(opened: Promise<GPUDevice>, counts: GpuCounts): Promise<GPUDevice> {
  const device = await opened;
  afterCalls(device, 'createBuffer', (buffer: GPUBuffer) => countBuffer(buffer, counts));
  const count = (target: object, name: string, what: keyof GpuCounts) =>
    afterCalls(target, name, (result: unknown) => {
      counts[what] += 1;
      return result;
    });
  count(device, 'createBindGroup', 'bindGroupsCreated');
  for (const name of ['createShaderModule', 'createComputePipeline', 'createComputePipelineAsync']) {
    count(device, name, 'compilations');
  }
  count(device.queue, 'submit', 'submissions');
  afterCalls(device, 'createCommandEncoder', (encoder: GPUCommandEncoder) =>
    afterCalls(encoder, 'beginComputePass', (pass: GPUComputePassEncoder) => {
      counts.passes += 1;
      count(pass, 'dispatchWorkgroupsIndirect', 'dispatches');
      return count(pass, 'dispatchWorkgroups', 'dispatches');
    }),
  );
  return device;
}

function countBuffer(buffer: GPUBuffer, counts: GpuCounts): GPUBuffer {
  counts.buffersCreated += 1;
  counts.buffersAlive += 1;
  let alive = true;
  afterCalls(buffer, 'mapAsync', (mapped: Promise<void>) => {
    counts.maps += 1;
    return mapped;
  });
  afterCalls(buffer, 'destroy', () => {
    if (alive) counts.buffersAlive -= 1;
    alive = false;
  });
  return buffer;
}

/** Passes what the method returns through `then`. On the object itself, not in a proxy: the driver takes only its own objects. */
function afterCalls<T extends object, R>(target: T, name: string, then: (result: R) => unknown): T {
  const method = Reflect.get<object, string>(target, name);
  Object.defineProperty(target, name, {
    value: (...values: unknown[]) => then(Reflect.apply(method, target, values)),
  });
  return target;
}
