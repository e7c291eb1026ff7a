// The numbers that the specification fixes for GPUBufferUsage, GPUMapMode and GPUShaderStage: only browsers have these as globals.

export const usage = {
  mapRead: 0x0001,
  copySource: 0x0004,
  copyDestination: 0x0008,
  uniform: 0x0040,
  storage: 0x0080,
  queryResolve: 0x0200,
};
export const mapForReading = 0x0001;
export const computeStage = 0x0004;
