export { type Captured, capture } from './capture.js';
export {
  type DataType,
  type Device,
  type DeviceBuffer,
  type DeviceCounters,
  type DeviceDetails,
  DeviceError,
  DeviceLostError,
  type KernelTime,
  type Recording,
  type RecordingMemory,
  type Slice,
} from './device.js';
export { CpuDevice, type Precision } from './devices/cpu.js';
export { type DeviceChoice, type OpenOptions, openDevice } from './devices/open.js';
export { sizeClass } from './devices/sizes.js';
export { gradients } from './gradients.js';
export { Indices } from './indices.js';
export {
  defineKernel,
  defineUpdate,
  type Kernel,
  type KernelDefinition,
  type Params,
  type ParamType,
  type ParamTypes,
  type TunedBody,
  type UpdateDefinition,
  type Values,
} from './kernel.js';
export { type Backward, record, recordAll, run, update } from './op.js';
export { copy } from './ops/copy.js';
export * from './ops/index.js';
export { ProjectedTable } from './ops/projectedTable.js';
export { createRandom, type Random, shuffled } from './random.js';
export { scope } from './scope.js';
export { type Shape, ShapeError } from './shape.js';
export { type Origin, Tensor, type Wanted } from './tensor.js';
export { type Together, together } from './together.js';
