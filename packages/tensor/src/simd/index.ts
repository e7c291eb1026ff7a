export { type Body, type Local, type Takes, type WasmFunction, wasmFunction } from './body.js';
export { moduleOf } from './module.js';
export { eachBlock, size } from './rows.js';
export { type SimdCall, simdCall } from './simdCall.js';
export {
  type Float,
  type Floats,
  four,
  type Int,
  int,
  type Lanes,
  lane,
  loadInt,
  one,
  truncated,
  type Value,
} from './values.js';
