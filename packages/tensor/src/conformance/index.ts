export { conformanceCases } from './conformanceCases.js';
export type { InputRange, OpCase, OpCases } from './opCases.js';
export { type Check, selfCheck } from './selfCheck.js';
export { type SpecialValue, specialInputs, specialValues } from './specialValues.js';
export type { Tolerance, Unit } from './tolerance.js';
export { ulpAt, ulpsBetween } from './ulps.js';
