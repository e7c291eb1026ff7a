import { InputError } from './errors.js';
import type { Io } from './io.js';
import { untilAborted } from './stopping.js';

/** 10 MB: more is a slip, and would fill the memory. */
const longestInput = 10_000_000;

/** The whole of standard input, as one text. Throws InputError for more than 10 MB or bytes that are not UTF-8. */
export async function readStdin({ stdin, signal }: Io): Promise<string> {
  const bytes = await untilAborted(allOf(stdin), signal);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError('standard input: is not UTF-8; must be text in UTF-8; convert it, as with iconv');
  }
}

async function allOf(stdin: Io['stdin']): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > longestInput) {
      throw new InputError(
        'standard input: is over 10 MB; must be one text; put many texts in a .csv or .jsonl file and name that',
      );
    }
  }
  return Buffer.concat(chunks);
}
