/** A question that the page asks its worker: what it says, what comes back, and what it is told on the way. */
export interface Call<Asks, Answers, Tells = never> {
  asks: Asks;
  answers: Answers;
  tells: Tells;
}

/** From the page to its worker. */
export type ToWorker = { id: number; call: string; asks: unknown } | { abort: number };

/** From the worker to its page. A notice is said without having been asked. */
export type ToPage =
  | { id: number; answer: unknown }
  | { id: number; told: unknown }
  | { id: number; failed: { name: string; message: string } }
  | { notice: string };
