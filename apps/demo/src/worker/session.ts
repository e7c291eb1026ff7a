import type { Calls, Handlers } from '../protocol/calls.js';
import { Bench } from './bench.js';
import { deviceHandlers } from './deviceHandlers.js';
import { explainHandlers } from './explainHandlers.js';

/** What any worker answers, around one device and one classifier. */
export function openSession(notice: (text: string) => void): Handlers<keyof Calls> {
  const bench = new Bench(notice);
  return { ...deviceHandlers(bench), ...explainHandlers(bench) };
}
