import type { DeviceReport } from '../protocol/deviceCalls.js';

/** A device in a few words: "WebGPU, NVIDIA …", or "the CPU, 4 threads". */
export function deviceName(device: DeviceReport | null): string {
  if (device === null) return 'no device yet';
  if (device.name === 'webgpu') return `WebGPU, ${device.adapter}`;
  return device.threads > 1 ? `the CPU, ${device.threads} threads` : 'the CPU, one thread';
}
