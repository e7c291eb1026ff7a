// WebAssembly's values as TypeScript expressions: each holds the instructions that leave it on the stack.

/** int: a whole number or an address; float: a float32; floats: four of them side by side. */
export type Kind = 'int' | 'float' | 'floats';
type Code = readonly number[];

export interface Value {
  readonly kind: Kind;
  readonly code: Code;
}

export class Int implements Value {
  readonly kind = 'int';
  constructor(readonly code: Code) {}

  plus(other: Int | number): Int {
    return this.with(0x6a, other);
  }
  minus(other: Int | number): Int {
    return this.with(0x6b, other);
  }
  times(other: Int | number): Int {
    return this.with(0x6c, other);
  }
  /** The whole part of the quotient of two numbers from 0 on. */
  over(other: Int | number): Int {
    return this.with(0x6e, other);
  }
  and(other: Int | number): Int {
    return this.with(0x71, other);
  }
  or(other: Int): Int {
    return this.with(0x72, other);
  }
  /** 1 or 0. Both count as unsigned here, so that addresses above 2 GiB compare as they lie, and -1 is less than nothing. */
  less(other: Int | number): Int {
    return this.with(0x49, other);
  }
  equals(other: Int | number): Int {
    return this.with(0x46, other);
  }
  isNegative(): Int {
    return this.with(0x48, 0);
  }
  /** The smaller of two numbers from 0 on. */
  minimum(other: Int): Int {
    return new Int([...this.code, ...other.code, ...this.less(other).code, 0x1b]);
  }
  /** The larger of two numbers of any sign. */
  maximum(value: number): Int {
    const other = int(value).code;
    return new Int([...this.code, ...other, ...this.code, ...other, 0x4a, 0x1b]);
  }
  toFloat(): Float {
    return new Real('float', [...this.code, 0xb2]);
  }

  private with(opcode: number, other: Int | number): Int {
    return new Int([...this.code, ...int(other).code, opcode]);
  }
}

/** One float, or four side by side. */
export class Real<K extends 'float' | 'floats'> implements Value {
  constructor(
    readonly kind: K,
    readonly code: Code,
  ) {}

  plus(other: Real<K>): Real<K> {
    return this.with('plus', other);
  }
  minus(other: Real<K>): Real<K> {
    return this.with('minus', other);
  }
  times(other: Real<K>): Real<K> {
    return this.with('times', other);
  }
  over(other: Real<K>): Real<K> {
    return this.with('over', other);
  }
  squareRoot(): Real<K> {
    return new Real(this.kind, [...this.code, ...opcodes[this.kind].squareRoot]);
  }

  private with(operation: 'plus' | 'minus' | 'times' | 'over', other: Real<K>): Real<K> {
    return new Real(this.kind, [...this.code, ...other.code, ...opcodes[this.kind][operation]]);
  }
}

const opcodes = {
  float: { plus: [0x92], minus: [0x93], times: [0x94], over: [0x95], squareRoot: [0x91] },
  floats: {
    plus: [0xfd, 0xe4, 1],
    minus: [0xfd, 0xe5, 1],
    times: [0xfd, 0xe6, 1],
    over: [0xfd, 0xe7, 1],
    squareRoot: [0xfd, 0xe3, 1],
  },
};

export type Float = Real<'float'>;
export type Floats = Real<'floats'>;

export function int(value: Int | number): Int {
  return typeof value === 'number' ? new Int([0x41, ...signed(value)]) : value;
}

export function loadInt(address: Int, offset = 0): Int {
  return new Int([...address.code, 0x28, 2, ...unsigned(offset)]);
}

/** The whole part of a float; the nearest whole number there is for one that is too large, and 0 for NaN. */
export function truncated({ code }: Float): Int {
  return new Int([...code, 0xfc, 0x00]);
}

/** One of the four. */
export function lane({ code }: Floats, n: number): Float {
  return new Real('float', [...code, ...simd(0x1f), n]);
}

/** A width of arithmetic: what is written once for any width is emitted for four floats at a time, and for one, for what is left of a row. */
export interface Lanes<K extends 'float' | 'floats'> {
  readonly count: number;
  load(address: Int, offset?: number): Real<K>;
  /** The float at the address, in every lane. */
  loadAll(address: Int, offset?: number): Real<K>;
  all(value: Float): Real<K>;
  zero(): Real<K>;
}

export const four: Lanes<'floats'> = {
  count: 4,
  load: (address, offset = 0) => new Real('floats', [...address.code, ...simd(0x00), 2, ...unsigned(offset)]),
  loadAll: (address, offset = 0) => new Real('floats', [...address.code, ...simd(0x09), 2, ...unsigned(offset)]),
  all: ({ code }) => new Real('floats', [...code, ...simd(0x13)]),
  zero: () => new Real('floats', [...simd(0x0c), ...new Array<number>(16).fill(0)]),
};

const loadFloat = (address: Int, offset = 0): Float =>
  new Real('float', [...address.code, 0x2a, 2, ...unsigned(offset)]);

export const one: Lanes<'float'> = {
  count: 1,
  load: loadFloat,
  loadAll: loadFloat,
  all: (value) => value,
  zero: () => new Real('float', [0x43, 0, 0, 0, 0]),
};

/** A SIMD instruction: a prefix, then its number. */
export function simd(opcode: number): number[] {
  return [0xfd, ...unsigned(opcode)];
}

/** Whole numbers are seven bits a byte, lowest first (LEB128). */
export function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const byte = value & 0x7f;
  const rest = value >> 7;
  const done = rest === (byte & 0x40 ? -1 : 0);
  return done ? [byte] : [byte | 0x80, ...signed(rest)];
}
