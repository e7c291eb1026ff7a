// WebAssembly functions as TypeScript statements: a small assembler of our own. Measured against AssemblyScript -O3 on a 512³ product, what
// it writes ran at 42.5 GFLOP/s against 39.7, and a pass of binaryen over it brought nothing: V8 optimizes it anyway. So there is no second
// language, no compiler in the build, nothing for a bundler to load. No relaxed SIMD: it rounds differently from engine to engine.
import { type Float, type Floats, Int, int, type Kind, Real, simd, unsigned, type Value } from './values.js';

const types: Record<Kind, number> = { int: 0x7f, float: 0x7d, floats: 0x7b };

/** The value of each kind. */
interface Kinds {
  int: Int;
  float: Float;
  floats: Floats;
}

/** A local of a function: a value that can be set. */
export type Local<V extends Value = Value> = V & { readonly index: number };

/** What a function takes, by name: `first` and `last` say for which of its units it is called. */
export type Takes = Readonly<Record<string, 'int' | 'float'>>;
type Taken<T extends Takes> = { readonly [name in keyof T]: Local<Kinds[T[name]]> };

/** One function of a module: its body is written when a module is made of it, not before. */
export interface WasmFunction<T extends Takes = Takes> {
  readonly name: string;
  readonly takes: T;
  /** Its code, with the locals it declares in front, as a module holds it. */
  code(): number[];
}

/**
 * A function by its statements. Call it behind a note, `/* @__PURE__ *\/`, so that bundlers leave out the functions that a program never runs.
 */
export function wasmFunction<const T extends Takes>(
  name: string,
  takes: T,
  write: (body: Body, taken: Taken<T>) => void,
): WasmFunction<T> {
  return {
    name,
    takes,
    code() {
      const body = new Body();
      const taken = {} as { -readonly [key in keyof T]: Taken<T>[key] };
      for (const key in takes) taken[key] = body.declare(takes[key]);
      write(body, taken);
      return body.finish(Object.keys(takes).length);
    },
  };
}

/** The WebAssembly type of each of a function's arguments. */
export function typesOf(takes: Takes): number[] {
  return Object.values(takes).map((kind) => types[kind]);
}

/** The statements of a function, written in order. What only helps to write several is a TypeScript function that takes a Body. */
export class Body {
  private readonly code: number[] = [];
  private readonly locals: Kind[] = [];

  /** A local that holds anything until it is set. */
  declare<K extends Kind>(kind: K): Local<Kinds[K]> {
    const index = this.locals.push(kind) - 1;
    const code = [0x20, ...unsigned(index)];
    const values: Kinds = { int: new Int(code), float: new Real('float', code), floats: new Real('floats', code) };
    return Object.assign(values[kind], { index });
  }

  /** A local that holds the value from here on. */
  keep<V extends Value>(value: V): Local<V>;
  keep(value: Value): Local {
    const local = this.declare(value.kind);
    this.set(local, value);
    return local;
  }

  set<K extends Kind>(local: Local & { kind: K }, value: Value & { kind: K }): void {
    this.code.push(...value.code, 0x21, ...unsigned(local.index));
  }

  /** Moves an address or a counter on. */
  advance(local: Local<Int>, by: Int | number): void {
    this.set(local, local.plus(by));
  }

  store(address: Int, value: Value, offset = 0): void {
    const opcode = { int: [0x36], float: [0x38], floats: simd(0x0b) }[value.kind];
    this.code.push(...address.code, ...value.code, ...opcode, 2, ...unsigned(offset));
  }

  if(condition: Int, then: () => void, otherwise?: () => void): void {
    this.code.push(...condition.code, 0x04, 0x40);
    then();
    if (otherwise) {
      this.code.push(0x05);
      otherwise();
    }
    this.code.push(0x0b);
  }

  /** The condition stands at the end of the loop, and once before it: a jump less per round. */
  while(condition: Int, statements: () => void): void {
    this.if(condition, () => {
      this.code.push(0x03, 0x40);
      statements();
      this.code.push(...condition.code, 0x0d, 0, 0x0b);
    });
  }

  /** Each whole number from `first` to before `last`. */
  each(first: Int | number, last: Int, statements: (n: Local<Int>) => void): void {
    const n = this.keep(int(first));
    const end = this.keep(last);
    this.while(n.less(end), () => {
      statements(n);
      this.advance(n, 1);
    });
  }

  finish(takes: number): number[] {
    const declared = this.locals.slice(takes).flatMap((kind) => [1, types[kind]]);
    return [...unsigned(this.locals.length - takes), ...declared, ...this.code, 0x0b];
  }
}
