import type { Writable } from 'node:stream';
import pc from 'picocolors';
import { errorCode, InputError } from './errors.js';

/** Where text goes; a terminal says so, and how wide it is. */
export type Output = Writable & { isTTY?: boolean; columns?: number };

/** What a command may know of the world around it. Node's `process` is one. */
export interface Surroundings {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** Results alone. */
  readonly stdout: Output;
  /** Progress, notes and errors. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user wants the command to stop. */
  readonly signal?: AbortSignal;
}

/** Surroundings with nothing left open. */
export type Io = Required<Surroundings>;

/** Writes, and waits until the text is on its way, so that a slow reader slows the writer down. */
export async function print(output: Output, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    output.write(text, (error) => (error ? reject(writingError(error)) : resolve()));
  });
}

/** EPIPE stays what it is: the reader has seen enough, and that is no failure. */
function writingError(error: Error): Error {
  const code = errorCode(error);
  if (code === undefined || code === 'EPIPE') return error;
  const reason = code === 'ENOSPC' ? 'the disk is full' : code;
  return new InputError(
    `standard output: cannot be written (${reason}); must take the results; free some space or write elsewhere`,
    { cause: error },
  );
}

export type Colours = ReturnType<typeof pc.createColors>;

/** Colours for an output: on a terminal, unless the environment asks for none (NO_COLOR) or for some (FORCE_COLOR). */
export function coloursFor(output: Output, { NO_COLOR, FORCE_COLOR, TERM }: Io['env']): Colours {
  const wanted = FORCE_COLOR ? FORCE_COLOR !== '0' : output.isTTY === true && TERM !== 'dumb';
  return pc.createColors(wanted && !NO_COLOR);
}
