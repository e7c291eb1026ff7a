import { multiply, openDevice, Tensor } from '@textcam/tensor';

const device = await openDevice('webgpu');
const values = [...(await multiply(Tensor.from(device, [1, 2, 3]), 3).read())];
postMessage({ device: device.name, values });
device.close();
