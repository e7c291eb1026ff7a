import { type DataType, type Device, type DeviceBuffer, DeviceError, type Slice } from './device.js';
import type { Values } from './kernel.js';
import { checkShape, type Shape, ShapeError, show, sizeOf } from './shape.js';

/** Asks for an input's gradient. `into`: a tensor of its shape to put it in, which saves a copy; another may be returned all the same. */
export interface Wanted {
  readonly into: Tensor | undefined;
}

/** How tensors were made from others, and how to go back. */
export interface Origin {
  readonly outputs: readonly Tensor[];
  readonly inputs: readonly Tensor[];
  /**
   * The gradient of each input that is wanted.
   *
   * @param dy the gradients of the outputs, undefined for one that does not matter to the loss
   * @param wanted one for each input, undefined for one whose gradient nobody needs
   */
  readonly backward: (
    dy: readonly (Tensor | undefined)[],
    wanted: readonly (Wanted | undefined)[],
  ) => readonly (Tensor | undefined)[];
}

/** Memory that one or several tensors look at: a reshaped tensor shares it. */
class Storage {
  private users = 1;
  constructor(
    readonly device: Device,
    readonly buffer: DeviceBuffer,
  ) {}
  share(): this {
    this.users += 1;
    return this;
  }
  release(): void {
    this.users -= 1;
    if (this.users === 0) this.device.free(this.buffer);
  }
}

// The net under `scope` and `dispose`: memory of a forgotten tensor comes back when the object is collected.
const forgotten = new FinalizationRegistry<Storage>((storage) => storage.release());

interface View {
  shape: Shape;
  dtype: DataType;
  offset?: number;
}

/**
 * What a tensor [batch, time, channels] holds, in fewer numbers: in text b, rows()[b, first + c] at each of its first lengths[b] + more
 * positions, of which there is at least one, then 0.
 */
export interface Repeats {
  /** [batch, width], computed when it is first asked for. */
  readonly rows: () => Tensor;
  readonly first: number;
  readonly lengths: Tensor;
  readonly more: number;
}

/** An array on a device: row-major, contiguous, float32 or int32. */
export class Tensor {
  private static made: Set<Tensor> | undefined;

  readonly device: Device;
  readonly shape: Shape;
  readonly size: number;
  readonly dtype: DataType;
  /** Set by `record`; 'gradient' marks results of `gradients`, which cannot be differentiated again. */
  origin: Origin | 'gradient' | undefined;
  private offset: number;
  private storage: Storage | undefined;
  private unwritten: { repeats: Repeats; write: () => Tensor } | undefined;

  private constructor(device: Device, storage: Storage | undefined, { shape, dtype, offset = 0 }: View) {
    this.device = device;
    this.shape = shape;
    this.size = sizeOf(shape);
    this.dtype = dtype;
    this.offset = offset;
    this.storage = storage;
    if (storage) forgotten.register(this, storage, this);
    Tensor.made?.add(this);
  }

  /**
   * The values as a tensor on the device, in row-major order.
   *
   * @param shape as many elements as there are values; one axis of all of them when left out. Throws ShapeError.
   */
  static from(
    device: Device,
    values: ArrayLike<number>,
    shape: Shape = [values.length],
    dtype: DataType = 'float32',
  ): Tensor {
    if (values.length !== sizeOf(checkShape('Tensor.from', shape))) {
      throw new ShapeError(
        `Tensor.from: ${values.length} values for ${show(shape)}; must be ${sizeOf(shape)}; pass a shape that fits`,
      );
    }
    const tensor = Tensor.allocate(device, shape, dtype);
    tensor.write(values);
    return tensor;
  }

  /** A tensor that holds anything until something is written to it. */
  static allocate(device: Device, shape: Shape, dtype: DataType = 'float32'): Tensor {
    return new Tensor(device, new Storage(device, device.allocate(sizeOf(shape))), { shape, dtype });
  }

  /**
   * A tensor that is known in fewer numbers. Its own, which `write` makes, take memory and time once something asks for them; what can do
   * with the fewer reads `repeats` instead.
   */
  static repeating(shape: Shape, repeats: Repeats, write: () => Tensor): Tensor {
    const tensor = new Tensor(repeats.lengths.device, undefined, { shape, dtype: 'float32' });
    tensor.unwritten = { repeats, write };
    return tensor;
  }

  /** What stands for the elements, as long as nothing has asked for them, since who has may have changed them. */
  get repeats(): Repeats | undefined {
    return this.unwritten?.repeats;
  }

  /** The same elements in another shape, from element `offset` on, in the same memory. */
  view(shape: Shape, offset = 0): Tensor {
    return new Tensor(this.device, this.live('view').share(), {
      shape,
      dtype: this.dtype,
      offset: this.offset + offset,
    });
  }

  /** Moves into other memory: the same tensor, looking at the elements of `place`, which has its size, from now on. Its older views stay behind. */
  moveTo(place: Tensor): void {
    const storage = place.live('moveTo').share();
    this.dispose();
    this.storage = storage;
    this.offset = place.offset;
    forgotten.register(this, storage, this);
  }

  /** The elements, once everything that leads to them is computed: the one place where the host waits. */
  async read(): Promise<Values> {
    return this.device.read(this.slice('read'));
  }

  /** Overwrites all elements, in row-major order. Throws ShapeError for another number of values. */
  write(values: ArrayLike<number>): void {
    if (values.length !== this.size) {
      throw new ShapeError(`write: ${values.length} values into ${show(this.shape)}; must be ${this.size}`);
    }
    this.device.write(this.slice('write'), values);
  }

  /** Frees the memory once no other tensor looks at it. Twice is once. */
  dispose(): void {
    forgotten.unregister(this);
    this.storage?.release();
    this.storage = undefined;
    this.unwritten = undefined;
  }

  /** Where the elements lie. `op` is named in the DeviceError thrown when the tensor was freed. */
  slice(op: string): Slice {
    return { buffer: this.live(op).buffer, offset: this.offset, size: this.size, dtype: this.dtype };
  }

  private live(op: string): Storage {
    if (this.unwritten) this.moveTo(this.unwritten.write());
    if (this.storage) return this.storage;
    throw new DeviceError(
      `${op}: a tensor ${show(this.shape)} was freed; it must be alive; return it from its scope, or dispose it later`,
    );
  }

  /** Runs the work and says which tensors it made: the inside of `scope`. */
  static collect(work: () => unknown): { tensors: Set<Tensor>; result?: unknown; error?: { thrown: unknown } } {
    const outer = Tensor.made;
    const tensors = new Set<Tensor>();
    Tensor.made = tensors;
    try {
      return { tensors, result: work() };
    } catch (thrown) {
      return { tensors, error: { thrown } };
    } finally {
      Tensor.made = outer;
    }
  }

  /** Hands a tensor to the scope now open, if one is. */
  static adopt(tensor: Tensor): void {
    Tensor.made?.add(tensor);
  }
}
