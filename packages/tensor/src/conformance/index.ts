export { type ConformanceCase, conformanceCases } from './cases.js';
export { type Check, selfCheck } from './selfCheck.js';
export { ulpAt, worstUlps } from './ulps.js';
