import type { CorpusCalls } from './corpusCalls.js';
import type { DeviceCalls } from './deviceCalls.js';
import type { ExplainCalls } from './explainCalls.js';
import type { TableCalls } from './tableCalls.js';
import type { TrainCalls } from './trainCalls.js';

/** All that a page can ask any worker of its. A new view adds an interface of its own here, and its handlers to worker/session.ts. */
export interface Calls extends DeviceCalls, ExplainCalls {}

/** What can be asked of a worker for long work; its handlers are in worker/longSession.ts. */
export interface LongCalls extends Calls, TableCalls, TrainCalls, CorpusCalls {}

export type CallName = keyof LongCalls;

/** What is answered at once, also while a long answer is being worked on. */
export const atOnce: ReadonlySet<string> = new Set<CallName>(['look', 'steer', 'corpusRows', 'corpusText']);

/** What a handler is given beside the question. */
export interface Context<Tells> {
  /** Aborted when the page wants no answer any more. */
  signal: AbortSignal;
  /** Tells the page something on the way to the answer. */
  tell: (told: Tells) => void;
}

/** The worker's side of some calls. */
export type Handlers<Names extends CallName> = {
  [Name in Names]: (
    asks: LongCalls[Name]['asks'],
    context: Context<LongCalls[Name]['tells']>,
  ) => LongCalls[Name]['answers'] | Promise<LongCalls[Name]['answers']>;
};
