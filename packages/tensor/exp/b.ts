import { relu, Tensor } from '../src/index.js';
import { openDevice } from '../src/node/index.js';

const m = process.argv[2];
const device = await openDevice('webgpu');
const x = Tensor.from(device, [1, -2, 3]);
if (m.includes('listen')) process.once('exit', () => device.close());
if (m.includes('hard')) process.once('exit', () => process.reallyExit(3));
if (m.includes('big')) {
  const b = Tensor.from(device, new Float32Array(1e6));
  relu(b)
    .read()
    .catch((e) => {});
}
relu(x)
  .read()
  .catch((e) => {});
if (m.includes('throw')) throw new Error('x');
process.exit(3);
