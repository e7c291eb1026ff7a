import type { Gpu } from '../src/devices/webgpu/open.js';
import { findGpu } from '../src/node/driver.js';

/** WebGPU whose devices can be lost at will, as when a driver crashes. Throws DeviceError where there is no WebGPU. */
export async function losableGpu(): Promise<{ gpu: Gpu; lose: () => void }> {
  const gpu = await findGpu();
  const given: GPUDevice[] = [];
  const requestAdapter: Gpu['requestAdapter'] = async (options) => {
    const adapter = await gpu.requestAdapter(options);
    const requestDevice = adapter?.requestDevice.bind(adapter);
    if (!adapter || !requestDevice) return adapter;
    // On the object itself, not in a proxy: the driver takes only its own objects.
    return Object.defineProperty(adapter, 'requestDevice', {
      value: async (descriptor: GPUDeviceDescriptor) => {
        const device = await requestDevice(descriptor);
        given.push(device);
        return device;
      },
    });
  };
  return {
    gpu: Object.assign(Object.create(null), { requestAdapter }),
    lose() {
      for (const device of given.splice(0)) device.destroy();
    },
  };
}
