import { Float16Array } from '@petamoriken/float16';
import { bytesOf, CheckpointError, type Dtype, longestHeader, metadataKey, readHeader } from './safetensorsHeader.js';

export { CheckpointError };

/** The bits of infinity in 16-bit floats, without the sign. */
const infiniteHalf = 0x7c00;

/** A tensor as a file holds it: row-major values of a shape, and how each is stored. F16 is widened when read. */
export interface StoredTensor {
  shape: readonly number[];
  dtype: Dtype;
  /** Int32Array for I32, else Float32Array. */
  values: Float32Array | Int32Array;
}

export interface SafetensorsFile {
  tensors: ReadonlyMap<string, StoredTensor>;
  metadata: Readonly<Record<string, string>>;
}

/**
 * The bytes of a safetensors file: the header's length, the header, padded with spaces to a multiple of 8 bytes, and
 * the values, little-endian. Wider types come first and names are sorted within them, so that every tensor is aligned
 * and the same tensors give the same bytes. F16 rounds to nearest, ties to even.
 *
 * @throws CheckpointError for values that do not fit their shape or dtype, numbers too large for F16 among them
 * @see https://github.com/huggingface/safetensors#format
 */
export function writeSafetensors(file: SafetensorsFile): Uint8Array<ArrayBuffer> {
  const pieces = [...safetensorsPieces(file)];
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** What `writeSafetensors` gives, piece by piece, so that a large file needs little memory beside its tensors. Throws as it does, on the way. */
export function* safetensorsPieces({ tensors, metadata }: SafetensorsFile): Generator<Uint8Array> {
  const sorted = [...tensors].sort(([a, { dtype: of }], [b, { dtype: other }]) =>
    bytesOf[of] !== bytesOf[other] ? bytesOf[other] - bytesOf[of] : a < b ? -1 : 1,
  );
  // As text, since an object would move names such as "10" to its front and lose one called "__proto__".
  const entries = Object.keys(metadata).length > 0 ? [`"${metadataKey}":${JSON.stringify(metadata)}`] : [];
  let length = 0;
  for (const [name, tensor] of sorted) {
    refuseMisfit(name, tensor);
    const { dtype, shape, values } = tensor;
    const end = length + values.length * bytesOf[dtype];
    entries.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [length, end] })}`);
    length = end;
  }
  const json = new TextEncoder().encode(`{${entries.join(',')}}`);
  const headerLength = Math.ceil(json.length / 8) * 8;
  if (headerLength > longestHeader) throw new CheckpointError('checkpoint: its header is over 100 MB; must be shorter');

  const header = new Uint8Array(8 + headerLength).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(headerLength), true);
  header.set(json, 8);
  yield header;
  for (const [name, tensor] of sorted) yield valueBytes(name, tensor);
}

function refuseMisfit(name: string, { shape, dtype, values }: StoredTensor): void {
  const tensor = `checkpoint: tensor ${JSON.stringify(name)}`;
  if (name === metadataKey) throw new CheckpointError(`${tensor} has a name kept for metadata; give it another`);
  if (dtype === 'I32' ? !(values instanceof Int32Array) : !(values instanceof Float32Array)) {
    const needed = dtype === 'I32' ? 'Int32Array' : 'Float32Array';
    throw new CheckpointError(`${tensor} is to be ${dtype} and has ${values.constructor.name}; must be ${needed}`);
  }
  if (shape.reduce((size, axis) => size * axis, 1) !== values.length) {
    const needed = `must have as many as its shape, [${shape.join(', ')}]`;
    throw new CheckpointError(`${tensor} has ${values.length} values; ${needed}`);
  }
}

function valueBytes(name: string, { dtype, values }: StoredTensor): Uint8Array {
  const { buffer, byteOffset, byteLength } = dtype === 'F16' ? halvesOf(name, values) : values;
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  if (isLittleEndian) return bytes;
  const turned = bytes.slice();
  for (let at = 0; at < byteLength; at += bytesOf[dtype]) turned.subarray(at, at + bytesOf[dtype]).reverse();
  return turned;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function halvesOf(name: string, values: StoredTensor['values']): Uint16Array {
  // The whole tensor at once: value by value the library takes forty times as long.
  const halves = new Uint16Array(new Float16Array(values).buffer);
  const lost = halves.findIndex((half, i) => (half & 0x7fff) === infiniteHalf && Number.isFinite(values[i]));
  if (lost < 0) return halves;
  const problem = `tensor ${JSON.stringify(name)} holds ${values[lost]}, which F16 cannot; must be within ±65504`;
  throw new CheckpointError(`checkpoint: ${problem}; store it as F32`);
}

/**
 * The tensors and the metadata of a safetensors file. The values are copies, wherever in the file they start.
 *
 * @param file the name to put in errors
 * @throws CheckpointError for anything the format does not allow, offsets that overlap or leave gaps among it, and for
 *   dtypes other than F32, F16 and I32
 * @see https://github.com/huggingface/safetensors#format
 */
export function readSafetensors(bytes: Uint8Array, file: string): SafetensorsFile {
  const { places, metadata, length } = readHeader(bytes, file);
  const tensors = new Map<string, StoredTensor>();
  for (const { name, dtype, shape, begin, end } of places) {
    const data = new DataView(bytes.buffer, bytes.byteOffset + length + begin, end - begin);
    tensors.set(name, { shape, dtype, values: readValues(data, dtype) });
  }
  return { tensors, metadata };
}

// Through a DataView: a Float32Array cannot start at an address that is no multiple of 4.
function readValues(data: DataView, dtype: Dtype): Float32Array | Int32Array {
  const size = data.byteLength / bytesOf[dtype];
  const halves = dtype === 'F16' ? everyHalf() : new Float32Array();
  const values = dtype === 'I32' ? new Int32Array(size) : new Float32Array(size);
  for (let i = 0; i < size; i++) {
    if (dtype === 'F32') values[i] = data.getFloat32(4 * i, true);
    else if (dtype === 'I32') values[i] = data.getInt32(4 * i, true);
    else values[i] = halves[data.getUint16(2 * i, true)]!;
  }
  return values;
}

let widened: Float32Array | undefined;

/** All 16-bit floats, each at the index that its bits spell: made once, since the library is slow to read by value. */
function everyHalf(): Float32Array {
  if (widened === undefined) {
    const bits = Uint16Array.from({ length: 0x10000 }, (_, index) => index);
    widened = Float32Array.from(new Float16Array(bits.buffer));
  }
  return widened;
}
