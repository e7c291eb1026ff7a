import { DatasetError } from './examples.js';

/**
 * The text of a stream of UTF-8 bytes, chunk by chunk, without the byte order mark.
 *
 * @param file the name to put in errors
 * @throws DatasetError where the bytes are not UTF-8, with the byte (from 1) and the line
 */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string> {
  // The decoder would drop a byte order mark at the start of every chunk; only the file's first is one.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const before = { bytes: 0, lines: 0 };
  let cut: Uint8Array = new Uint8Array();
  for await (const chunk of bytes) {
    const joined = concat(cut, chunk);
    const whole = joined.subarray(0, lengthOfWholeCharacters(joined));
    let text: string;
    try {
      text = decoder.decode(whole);
    } catch {
      throw invalid(file, before, whole.subarray(0, startOfInvalid(whole)));
    }
    yield before.bytes === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text;
    before.bytes += whole.length;
    before.lines += lineBreaks(whole);
    cut = joined.subarray(whole.length);
  }
  if (cut.length > 0) throw invalid(file, before, cut.subarray(0, 0));
}

function invalid(file: string, before: { bytes: number; lines: number }, valid: Uint8Array): DatasetError {
  const byte = before.bytes + valid.length + 1;
  const line = before.lines + lineBreaks(valid) + 1;
  return new DatasetError(
    `${file}, line ${line}: byte ${byte} of the file is not UTF-8; the whole file must be UTF-8 text; save it as UTF-8`,
  );
}

/** How many of the bytes are left without a character that is cut off at the end. */
function lengthOfWholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** Where the first invalid sequence starts, by halving: the bytes up to a point decode exactly if it lies behind. */
function startOfInvalid(bytes: Uint8Array): number {
  let valid = 0;
  let tooLong = bytes.length;
  while (tooLong - valid > 1) {
    const middle = (valid + tooLong) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      tooLong = middle;
    }
  }
  return lengthOfWholeCharacters(bytes.subarray(0, valid));
}

function lineBreaks(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
