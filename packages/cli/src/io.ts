import type { Writable } from 'node:stream';
import type { ColourDepth } from '@textcam/gradcam';
import { Ansis } from 'ansis';
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

export type Colours = Ansis;

/**
 * How many colours an output shows: on a terminal some, unless the environment asks for none (NO_COLOR); elsewhere none, unless it asks for
 * some (FORCE_COLOR, where 3 is true colour).
 */
export function colourDepthFor(output: Output, { NO_COLOR, FORCE_COLOR, COLORTERM, TERM }: Io['env']): ColourDepth {
  const wanted = FORCE_COLOR ? FORCE_COLOR !== '0' : output.isTTY === true && TERM !== 'dumb';
  if (!wanted || NO_COLOR) return 'none';
  return FORCE_COLOR === '3' || /^(truecolor|24bit)$/.test(COLORTERM ?? '') ? 'truecolor' : '256';
}

const levels: Record<ColourDepth, number> = { none: 0, '256': 2, truecolor: 3 };

/** Colours for an output: as many as it shows. */
export function coloursFor(output: Output, env: Io['env']): Colours {
  return new Ansis(levels[colourDepthFor(output, env)]);
}
