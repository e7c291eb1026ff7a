import { type Io, print } from './io.js';

/** Writes what was asked for as a file, whole or not at all, and says so on stderr. Throws FileError. */
export async function writeOut(out: string, data: string | AsyncIterable<string>, io: Io): Promise<void> {
  const { writeFileAtomically } = await import('@textcam/text/node');
  await writeFileAtomically(out, data);
  await print(io.stderr, `Wrote ${out}\n`);
}
