export { type Body, type Local, type Takes, type WasmFunction, wasmFunction } from './body.js';
export { eachBlock, size } from './rows.js';
export { type SimdCall, simdCall } from './simdCall.js';
export { type Float, type Floats, four, type Int, int, type Lanes, lane, loadInt, one, type Value } from './values.js';
