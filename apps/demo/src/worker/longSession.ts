import type { CallName, Handlers } from '../protocol/calls.js';
import { Bench } from './bench.js';
import { corpusHandlers } from './corpusHandlers.js';
import { deviceHandlers } from './deviceHandlers.js';
import { explainHandlers } from './explainHandlers.js';
import { tableHandlers } from './tableHandlers.js';
import { trainHandlers } from './trainHandlers.js';

/** All that a worker can be asked, around one device and one classifier. */
export function openLongSession(notice: (text: string) => void): Handlers<CallName> {
  const bench = new Bench(notice);
  return {
    ...deviceHandlers(bench),
    ...explainHandlers(bench),
    ...tableHandlers(),
    ...trainHandlers(bench),
    ...corpusHandlers(bench),
  };
}
