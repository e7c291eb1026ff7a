import { type Device, defineUpdate, Tensor, update } from '@textcam/tensor';

// The place to write is kept behind the losses, on the device, so that a recorded step can be replayed.
const append = defineUpdate({
  name: 'fit.append',
  inputs: ['loss'],
  outputs: ['losses'],
  params: { capacity: 'int' },
  cpu({ loss }, { losses }, { capacity }) {
    losses[losses[capacity]] = loss[0];
    losses[capacity] += 1;
  },
  wgsl: /* wgsl */ `
    if (i == 0) {
      losses[i32(losses[capacity])] = loss[0];
      losses[capacity] = losses[capacity] + 1.0;
    }
  `,
});

/** The losses of the last steps, gathered on the device and read together: reading each would stall the device at every step. */
export class LossLog {
  readonly capacity: number;
  private noted = 0;
  /** The losses, then how many there are. */
  private readonly losses: Tensor;

  constructor(device: Device, capacity: number) {
    this.capacity = capacity;
    this.losses = Tensor.from(device, new Float32Array(capacity + 1));
  }

  /** Whether the next loss fills it. */
  get almostFull(): boolean {
    return this.noted === this.capacity - 1;
  }

  get full(): boolean {
    return this.noted === this.capacity;
  }

  /** The device's part of noting a loss of one element, which may be recorded and replayed. Each time it runs, call `count`. */
  append(loss: Tensor): void {
    update(append, { loss }, { losses: this.losses }, { capacity: this.capacity });
  }

  /** The host's part. There must be room: take the losses when it is full. */
  count(): void {
    this.noted += 1;
  }

  /** Waits for the losses noted since the last time, in order, and forgets them. */
  async take(): Promise<number[]> {
    const losses = Array.from((await this.losses.read()).subarray(0, this.noted));
    this.losses.write(new Float32Array(this.capacity + 1));
    this.noted = 0;
    return losses;
  }

  dispose(): void {
    this.losses.dispose();
  }
}
