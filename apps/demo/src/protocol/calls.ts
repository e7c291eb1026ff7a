import type { DeviceCalls } from './deviceCalls.js';
import type { ExplainCalls } from './explainCalls.js';

/** All that a page can ask its worker. A new view adds an interface of its own here, and its handlers to worker/session.ts. */
export interface Calls extends DeviceCalls, ExplainCalls {}

export type CallName = keyof Calls;

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
    asks: Calls[Name]['asks'],
    context: Context<Calls[Name]['tells']>,
  ) => Calls[Name]['answers'] | Promise<Calls[Name]['answers']>;
};
