import type { DeviceChoice } from '@textcam/tensor';
import { Segments } from '../page/Segments.js';
import { device, deviceChoice, openDevice } from '../page/session.js';
import { deviceName } from './deviceName.js';

const choices: readonly (readonly [DeviceChoice, string])[] = [
  ['auto', 'choose for me'],
  ['webgpu', 'WebGPU'],
  ['cpu', 'CPU'],
];

/** Moves the model to another device; the one in use stays when there is no such one. */
export function DeviceSwitch() {
  return (
    <section class="switches" aria-label="Where to compute">
      <Segments
        title="Compute on"
        value={deviceChoice.value}
        options={choices}
        onChange={(choice) => void openDevice(choice)}
      />
      <p class="in-use">
        In use: <b>{deviceName(device.value)}</b>
        <span class="faint small"> {whyOf(deviceChoice.value, device.value?.name)}</span>
      </p>
    </section>
  );
}

function whyOf(choice: DeviceChoice, name: string | undefined): string {
  if (choice !== 'auto' || name === undefined) return '';
  return name === 'webgpu'
    ? 'The browser has WebGPU on a real GPU.'
    : 'The browser has no WebGPU on a real GPU; one in software would be slower than this.';
}
