import { typesOf, type WasmFunction } from './body.js';
import { unsigned } from './values.js';

/**
 * The bytes of a module that exports the functions by name. It takes its memory from outside, as `environment.memory`: what the functions
 * work on lies there, and threads share it.
 */
export function moduleOf(functions: readonly WasmFunction[], { shared }: { shared: boolean }): Uint8Array<ArrayBuffer> {
  // Any memory up to 65,536 pages of 64 KiB, which is all of it; a shared one must name its maximum.
  const limits = shared ? [3, 0, ...unsigned(65_536)] : [0, 0];
  return new Uint8Array([
    ...header,
    ...section(1, list(functions.map(({ takes }) => [0x60, ...list(typesOf(takes).map((type) => [type])), 0]))),
    ...section(2, list([[...text('environment'), ...text('memory'), 2, ...limits]])),
    ...section(3, list(functions.map((_, n) => unsigned(n)))),
    ...section(7, list(functions.map(({ name }, n) => [...text(name), 0, ...unsigned(n)]))),
    ...section(10, list(functions.map((one) => sized(one.code())))),
  ]);
}

const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Whether functions that compute four floats at a time can run here. */
export function supportsSimd(): boolean {
  // A function that makes four floats and drops them. As bytes, so that whoever only asks does not load what writes functions.
  const code = [0, 0xfd, 12, ...new Array(16).fill(0), 0x1a, 0x0b];
  const sections = [section(1, list([[0x60, 0, 0]])), section(3, list([[0]])), section(10, list([sized(code)]))];
  return typeof WebAssembly === 'object' && WebAssembly.validate(new Uint8Array([...header, ...sections.flat()]));
}

function section(number: number, content: readonly number[]): number[] {
  return [number, ...sized(content)];
}

function sized(content: readonly number[]): number[] {
  return [...unsigned(content.length), ...content];
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function text(value: string): number[] {
  return sized([...value].map((letter) => letter.charCodeAt(0)));
}
