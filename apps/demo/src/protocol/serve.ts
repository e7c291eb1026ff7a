import type { ToPage, ToWorker } from './call.js';
import { atOnce, type CallName, type Context, type Handlers } from './calls.js';

/** One question at a time, since all share a device, but for what is answered at once; those that the page gave up meanwhile are not begun. */
export function serve(handlers: () => Promise<Partial<Handlers<CallName>>>): { notice: (text: string) => void } {
  const open = new Map<number, AbortController>();
  let queue: Promise<unknown> = Promise.resolve();
  const send = (message: ToPage) => postMessage(message);

  const answer = async (id: number, call: string, asks: unknown, signal: AbortSignal) => {
    // Lets what the page has said meanwhile come in.
    await nextTurn();
    if (signal.aborted) return;
    try {
      const handle = (await handlers())[call as CallName] as (asks: unknown, context: Context<unknown>) => unknown;
      send({ id, answer: await handle(asks, { signal, tell: (told) => send({ id, told }) }) });
    } catch (error) {
      if (!signal.aborted) send({ id, failed: failureOf(error) });
    } finally {
      open.delete(id);
    }
  };

  addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    if ('abort' in data) {
      open.get(data.abort)?.abort();
      open.delete(data.abort);
      return;
    }
    const { id, call, asks } = data;
    const controller = new AbortController();
    open.set(id, controller);
    const answering = () => answer(id, call, asks, controller.signal);
    if (atOnce.has(call)) void answering();
    else queue = queue.then(answering);
  });
  return { notice: (notice) => send({ notice }) };
}

function failureOf(error: unknown): { name: string; message: string } {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { name, message };
}

/** A turn of the event loop, without the 4 ms that a timer costs. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
