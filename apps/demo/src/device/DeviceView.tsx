import { useEffect, useState } from 'preact/hooks';
import { ModelPicker } from '../page/ModelPicker.js';
import { sayFailed } from '../page/notices.js';
import { device, refreshDevice } from '../page/session.js';
import { DeviceSwitch } from './DeviceSwitch.js';
import { Figures } from './Figures.js';
import { Measurement } from './Measurement.js';

/** How often the figures are asked for while they are looked at, in milliseconds. */
const every = 2_000;

/** Where the page computes, what that can do, and how fast it is. */
export function DeviceView() {
  const [measuring, setMeasuring] = useState(false);
  useEffect(() => {
    // A question would wait in line behind a measurement, and disturb it.
    if (measuring) return;
    const refresh = () => void refreshDevice().catch(sayFailed);
    refresh();
    const timer = setInterval(refresh, every);
    return () => clearInterval(timer);
  }, [measuring]);
  return (
    <>
      <h1>Device</h1>
      <p class="lead">
        Everything is computed here, by the same code on WebGPU and on the CPU. What differs is the speed, and the last
        digits.
      </p>
      <DeviceSwitch />
      <ModelPicker />
      <div class="cards">
        {device.value && <Figures of={device.value} />}
        <Measurement measuring={measuring} setMeasuring={setMeasuring} />
      </div>
    </>
  );
}
