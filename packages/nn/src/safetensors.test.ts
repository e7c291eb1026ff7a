import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CheckpointError, readSafetensors, type StoredTensor, writeSafetensors } from './safetensors.js';

/** A file as the format describes it: 8 bytes of length, little-endian, the header, the data. */
function fileOf(header: string | Uint8Array, data: number[] = [], length?: bigint): Uint8Array {
  const json = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const start = new Uint8Array(8);
  new DataView(start.buffer).setBigUint64(0, length ?? BigInt(json.length), true);
  return Uint8Array.from([...start, ...json, ...data]);
}

const floats = (...values: number[]): StoredTensor => ({
  shape: [values.length],
  dtype: 'F32',
  values: Float32Array.from(values),
});

const writeOne = (tensor: StoredTensor, name = 'a') =>
  writeSafetensors({ tensors: new Map([[name, tensor]]), metadata: {} });

// 1.0 is 3f800000 and -2.0 is c0000000 as 32-bit floats; 1.5 is 3e00 as a 16-bit float. All little-endian.
const one = [0x00, 0x00, 0x80, 0x3f];
const minusTwo = [0x00, 0x00, 0x00, 0xc0];
const oneAndAHalf = [0x00, 0x3e];

describe('readSafetensors', () => {
  test('reads bytes written by hand from the specification', () => {
    const header =
      '{"__metadata__":{"format":"pt"},"half":{"dtype":"F16","shape":[],"data_offsets":[8,10]},' +
      '"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"n":{"dtype":"I32","shape":[1],"data_offsets":[10,14]}}  ';
    const bytes = fileOf(header, [...one, ...minusTwo, ...oneAndAHalf, 0xff, 0xff, 0xff, 0xff]);
    expect(readSafetensors(bytes, 'm.safetensors')).toEqual({
      metadata: { format: 'pt' },
      tensors: new Map([
        ['half', { shape: [], dtype: 'F16', values: Float32Array.of(1.5) }],
        ['w', { shape: [2, 1], dtype: 'F32', values: Float32Array.of(1, -2) }],
        ['n', { shape: [1], dtype: 'I32', values: Int32Array.of(-1) }],
      ]),
    });
  });

  test('reads tensors at odd addresses, and a file that is a view into more', () => {
    const header =
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[2,6]},"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}';
    const bytes = fileOf(header, [...oneAndAHalf, ...one]);
    const view = Uint8Array.from([7, ...bytes, 7]).subarray(1, bytes.length + 1);
    expect(readSafetensors(view, 'm').tensors.get('a')?.values).toEqual(Float32Array.of(1));
  });

  test('reads a file without tensors, and tensors without values', () => {
    expect(readSafetensors(fileOf('{}'), 'm')).toEqual({ tensors: new Map(), metadata: {} });
    const empty = fileOf('{"a":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]}}');
    expect(readSafetensors(empty, 'm').tensors.get('a')).toEqual({ ...floats(), shape: [0, 3] });
  });

  test('a tensor or a key of the metadata called __proto__ is one like any other', () => {
    const header = '{"__metadata__":{"__proto__":"x"},"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    const { tensors, metadata } = readSafetensors(fileOf(header, one), 'm');
    expect(tensors.get('__proto__')).toEqual(floats(1));
    expect(Object.entries(metadata)).toEqual([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype);
  });

  const describing = (entry: string) => fileOf(`{"a":${entry}}`, one);
  const withShape = (shape: string) => describing(`{"dtype":"F32","shape":${shape},"data_offsets":[0,4]}`);
  const withOffsets = (offsets: string) => describing(`{"dtype":"F32","shape":[1],"data_offsets":${offsets}}`);
  const withDtype = (dtype: string) => describing(`{"dtype":${dtype},"shape":[1],"data_offsets":[0,4]}`);
  const two = (a: string, b: string, data: number[]) => {
    const entry = (name: string, offsets: string) => `"${name}":{"dtype":"F32","shape":[1],"data_offsets":${offsets}}`;
    return fileOf(`{${entry('a', a)},${entry('b', b)}}`, data);
  };
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);

  test.each<[string, Uint8Array, string]>([
    ['7 bytes', new Uint8Array(7), 'has 7 bytes, too few for the length of a header'],
    ['a header longer than the file', fileOf('{}', [], 3n), 'announces a header of 3 bytes and has 2 left'],
    [
      'a header over 100 MB',
      fileOf('{}', [], 2n ** 63n),
      'announces a header of 9223372036854775808 bytes, over the limit',
    ],
    ['a header without a brace', fileOf(' {}'), 'its header does not start with {'],
    ['an empty header', fileOf(''), 'its header does not start with {'],
    ['a header that is not UTF-8', fileOf(Uint8Array.of(0x7b, 0xff, 0x7d)), 'its header is not UTF-8'],
    ['a header that is not JSON', fileOf('{"a"}'), 'its header is not valid JSON'],
    ['two tensors of one name', fileOf('{"a":0,"\\u0061":0}'), 'its header has "\\u0061" twice'],
    ['two shapes of one tensor', fileOf('{"a":{"shape":["{"], "shape" :[1]}}'), 'its header has "shape" twice'],
    [
      'metadata that are no strings',
      fileOf('{"__metadata__":{"a":1}}'),
      'its __metadata__ are not an object of strings',
    ],
    ['metadata that are a list', fileOf('{"__metadata__":["a"]}'), 'its __metadata__ are not an object of strings'],
    ['a tensor that is no object', describing('[]'), 'tensor "a" is not described by an object'],
    [
      'BF16',
      withDtype('"BF16"'),
      'tensor "a" is stored as "BF16", which is not supported; must be F32, F16 or I32; save it as one of these',
    ],
    ['F64', withDtype('"F64"'), 'tensor "a" is stored as "F64", which is not supported'],
    ['a dtype that is a name of every object', withDtype('"constructor"'), 'tensor "a" is stored as "constructor"'],
    ['no dtype', describing('{}'), 'tensor "a" is stored as nothing'],
    ['a deeply nested dtype', withDtype(deep), 'tensor "a" is stored as a nested value'],
    ['a negative axis', withShape('[-1]'), 'tensor "a" has shape [-1], which is not a list of whole numbers'],
    ['half an axis', withShape('[0.5]'), 'tensor "a" has shape [0.5]'],
    ['an axis over 2⁵³', withShape('[1e300]'), 'tensor "a" has shape [1e+300]'],
    ['a shape that is no list', withShape('1'), 'tensor "a" has shape 1,'],
    [
      'a product over 2⁵³',
      withShape('[4294967296,4294967296,0]'),
      'tensor "a" has shape [4294967296,4294967296,0], larger than any file',
    ],
    ['one offset', withOffsets('[4]'), 'tensor "a" has data_offsets [4], which are not two whole numbers'],
    ['negative offsets', withOffsets('[-4,0]'), 'tensor "a" has data_offsets [-4,0]'],
    ['offsets in reverse', withOffsets('[4,0]'), 'tensor "a" has -4 bytes of data and needs 4'],
    ['a size unlike the shape', withShape('[2]'), 'tensor "a" has 4 bytes of data and needs 8 for shape [2] in F32'],
    [
      'data beyond the file',
      withOffsets('[0,4]').subarray(0, -1),
      'tensor "a" ends at byte 4 of the data and the file has 3',
    ],
    [
      'overlapping tensors',
      two('[0,4]', '[2,6]', [...one, 0, 0]),
      'tensor "b" starts at byte 2 of the data and overlaps',
    ],
    ['a gap before the first', withOffsets('[1,5]'), 'tensor "a" starts at byte 1 of the data and leaves a gap from 0'],
    [
      'a gap between two',
      two('[0,4]', '[8,12]', [...one, ...one, ...one]),
      'tensor "b" starts at byte 8 of the data and leaves',
    ],
    ['bytes behind the last', fileOf('{}', [1, 2, 3]), 'has 3 bytes behind its last tensor'],
  ])('refuses %s in one line', (_, bytes, problem) => {
    const reading = () => readSafetensors(bytes, 'm.safetensors');
    expect(reading).toThrow(CheckpointError);
    expect(reading).toThrow(`m.safetensors: ${problem}`);
  });
});

describe('writeSafetensors', () => {
  test('writes what the specification asks for, byte by byte', () => {
    const header = '{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    const bytes = writeSafetensors({ tensors: new Map([['a', floats(1)]]), metadata: { k: 'v' } });
    expect(header.length).toBe(79);
    expect(bytes).toEqual(fileOf(`${header} `, one));
  });

  test('puts wide types first and sorts names, so that every value is aligned', () => {
    const half: StoredTensor = { shape: [1], dtype: 'F16', values: Float32Array.of(1.5) };
    const bytes = writeSafetensors({
      tensors: new Map([
        ['half', half],
        ['b', floats(-2)],
        ['10', floats(1)],
        ['9', floats()],
      ]),
      metadata: {},
    });
    expect([...bytes.subarray(-10)]).toEqual([...one, ...minusTwo, ...oneAndAHalf]);
    expect((bytes.length - 10) % 8).toBe(0);
  });

  // Between 2048 and 4096, 16-bit floats are 2 apart.
  test('F16 rounds to nearest, and a tie to even', () => {
    const tensor: StoredTensor = { shape: [4], dtype: 'F16', values: Float32Array.of(2049, 2051, 2049.5, -0) };
    const read = readSafetensors(writeOne(tensor), 'm').tensors.get('a');
    expect(read?.values).toEqual(Float32Array.of(2048, 2052, 2050, -0));
  });

  test.each<[string, StoredTensor, string]>([
    ['a number too large for F16', { ...floats(65520), dtype: 'F16' }, 'tensor "a" holds 65520, which F16 cannot'],
    [
      'values unlike the shape',
      { ...floats(1), shape: [2] },
      'tensor "a" has 1 values; must have as many as its shape, [2]',
    ],
    [
      'floats as I32',
      { ...floats(1), dtype: 'I32' },
      'tensor "a" is to be I32 and has Float32Array; must be Int32Array',
    ],
    [
      'integers as F32',
      { ...floats(1), values: Int32Array.of(1) },
      'tensor "a" is to be F32 and has Int32Array; must be Float32Array',
    ],
  ])('refuses %s', (_, tensor, problem) => {
    expect(() => writeOne(tensor)).toThrow(CheckpointError);
    expect(() => writeOne(tensor)).toThrow(`checkpoint: ${problem}`);
  });

  test('F16 keeps infinities that were there, and the largest number that rounds down', () => {
    const tensor: StoredTensor = { shape: [2], dtype: 'F16', values: Float32Array.of(-Infinity, 65519) };
    const read = readSafetensors(writeOne(tensor), 'm').tensors.get('a');
    expect(read?.values).toEqual(Float32Array.of(-Infinity, 65504));
  });

  test('refuses the name that the format keeps for metadata', () => {
    expect(() => writeOne(floats(1), '__metadata__')).toThrow('has a name kept for metadata');
  });
});

const shape = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
const tensor = fc
  .tuple(shape, fc.constantFrom('F32' as const, 'F16' as const, 'I32' as const))
  .chain(([shape, dtype]) => {
    const size = shape.reduce((product, axis) => product * axis, 1);
    const length = { minLength: size, maxLength: size };
    const half = fc.integer({ min: -2048, max: 2048 }).map((value) => value / 8);
    const values: fc.Arbitrary<Float32Array | Int32Array> =
      dtype === 'I32'
        ? fc.int32Array(length)
        : dtype === 'F32'
          ? fc.float32Array(length)
          : fc.array(half, length).map((halves) => Float32Array.from(halves));
    return values.map((values): StoredTensor => ({ shape, dtype, values }));
  });
const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', '10', '9'));
const file = fc.record({
  tensors: fc.array(fc.tuple(name, tensor)).map((entries) => new Map(entries)),
  metadata: fc.dictionary(name, fc.string({ unit: 'binary' }), { noNullPrototype: true }),
});

test('whatever is written is read again', () => {
  fc.assert(
    fc.property(file, (written) => {
      const read = readSafetensors(writeSafetensors(written), 'm');
      expect(read.tensors).toEqual(written.tensors);
      expect(Object.entries(read.metadata)).toEqual(Object.entries(written.metadata));
    }),
  );
});

test('a file with any byte changed or its end cut off is read or refused by a CheckpointError', () => {
  const damage = fc.record({ at: fc.nat(), byte: fc.nat(255), cut: fc.boolean() });
  fc.assert(
    fc.property(file, damage, (written, { at, byte, cut }) => {
      const bytes = writeSafetensors(written);
      bytes[at % bytes.length] = byte;
      let error: unknown;
      try {
        readSafetensors(cut ? bytes.subarray(0, at % bytes.length) : bytes, 'm');
      } catch (reason) {
        error = reason;
      }
      if (error !== undefined) expect(error).toBeInstanceOf(CheckpointError);
    }),
    { numRuns: 2000 },
  );
});
