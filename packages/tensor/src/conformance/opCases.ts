import type { Device } from '../device.js';
import type { Shape } from '../shape.js';
import type { Tensor } from '../tensor.js';
import type { Tolerance } from './tolerance.js';

/** A float32 input: uniform between the two. */
export interface InputRange {
  readonly shape: Shape;
  readonly low: number;
  readonly high: number;
}

/** An input of ordinary size, of both signs. */
export function ordinary(...shape: number[]): InputRange {
  return { shape, low: -2, high: 2 };
}

export function between(low: number, high: number, ...shape: number[]): InputRange {
  return { shape, low, high };
}

/** An op on inputs of some shapes. */
export interface OpCase {
  /** Each gets a gradient. */
  readonly inputs: readonly InputRange[];
  /** The op on them. What else it takes, as ids, it makes on the device. */
  readonly apply: (inputs: readonly Tensor[], device: Device) => Tensor | readonly Tensor[];
  /** The n of the tolerances, for the result and for the gradient of each input; 0 when left out. */
  readonly forward?: number;
  readonly backward?: readonly number[];
}

/** An op, how far it may be off, and what it is tried on. */
export interface OpCases {
  readonly op: string;
  readonly forward: Tolerance;
  /** None for an op without inputs. */
  readonly backward?: Tolerance;
  readonly cases: readonly OpCase[];
}
