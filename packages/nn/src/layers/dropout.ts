import { type Device, defineUpdate, dropout, type Random, Tensor, update } from '@textcam/tensor';
import type { Layer } from './layer.js';

// Counts on the device, so that a recorded step draws anew each time it is replayed. The copy keeps what this call drew with: the way back
// needs it, and by then the state may have moved on.
const draw = defineUpdate({
  name: 'dropout.draw',
  inputs: [],
  outputs: ['drawn', 'state'],
  integers: ['drawn', 'state'],
  params: {},
  cpu(_, { drawn, state }) {
    state[1] += 1;
    drawn.set(state);
  },
  wgsl: /* wgsl */ `
    if (i == 0) {
      state[1] = state[1] + 1;
      drawn[0] = state[0];
      drawn[1] = state[1];
    }
  `,
});

/**
 * While training, sets each element to 0 with probability `rate` and divides the others by 1 - rate; otherwise x itself.
 *
 * It owns its randomness: a seed drawn once from `random`, and a counter that goes up by one with every call in training.
 *
 * @see Srivastava et al. 2014, scaled while training
 */
export class Dropout implements Layer {
  readonly rate: number;
  /** int32 [2]: the seed and the counter. */
  readonly state: Tensor;

  constructor({ rate }: { rate: number }, device: Device, random: Random) {
    this.rate = rate;
    this.state = Tensor.from(device, [Math.floor(random() * 2 ** 31), 0], [2], 'int32');
  }

  /** Throws ShapeError in training when the rate is not in [0, 1). */
  forward(x: Tensor, { training = false }: { training?: boolean } = {}): Tensor {
    if (!training) return x;
    const drawn = Tensor.allocate(x.device, [2], 'int32');
    update(draw, {}, { drawn, state: this.state }, {});
    return dropout(x, this.rate, drawn);
  }

  /** None: nothing is learned here. */
  parameters(): Record<string, Tensor> {
    return {};
  }
}
