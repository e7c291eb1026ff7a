/**
 * A checkpoint that cannot be read or written. The message is one line for the user:
 * `what: what is; what must be; the way out`.
 */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

export type Dtype = 'F32' | 'F16' | 'I32';

export const bytesOf: Readonly<Record<Dtype, number>> = { F32: 4, F16: 2, I32: 4 };
export const metadataKey = '__metadata__';

/** The limit of the reference implementation. */
export const longestHeader = 100_000_000;

/** Where a tensor's values lie: bytes from `begin` up to `end`, counted from the end of the header. */
export interface Place {
  name: string;
  dtype: Dtype;
  shape: readonly number[];
  begin: number;
  end: number;
}

export interface Header {
  places: Place[];
  metadata: Record<string, string>;
  /** Where the values start in the file. */
  length: number;
}

/**
 * The header of a safetensors file, checked against the file's length: the places of its tensors cover the bytes behind
 * it, each once.
 *
 * @throws CheckpointError for anything else, with the file's name
 */
export function readHeader(bytes: Uint8Array, file: string): Header {
  const refuse = (problem: string, wayOut = 'must be a safetensors file; write or download it again'): never => {
    throw new CheckpointError(`${file}: ${problem}; ${wayOut}`);
  };
  const length = readLength(bytes, refuse);
  const places: Place[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, entry] of Object.entries(parse(bytes.subarray(8, length), refuse))) {
    if (name === metadataKey) metadata = readMetadata(entry, refuse);
    else places.push(readPlace(name, entry, refuse));
  }
  refuseGapsAndOverlaps(places, bytes.length - length, refuse);
  return { places, metadata, length };
}

type Refuse = (problem: string, wayOut?: string) => never;

function readLength(bytes: Uint8Array, refuse: Refuse): number {
  if (bytes.length < 8) refuse(`has ${bytes.length} bytes, too few for the length of a header`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > longestHeader) refuse(`announces a header of ${length} bytes, over the limit of 100 MB`);
  if (length > bytes.length - 8) refuse(`announces a header of ${length} bytes and has ${bytes.length - 8} left`);
  return 8 + Number(length);
}

function parse(bytes: Uint8Array, refuse: Refuse): object {
  // The format asks for the brace in the first place, and with it whatever parses is an object.
  if (bytes[0] !== 0x7b) refuse('its header does not start with {');
  let json = '';
  try {
    json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    refuse('its header is not UTF-8');
  }
  let header = {};
  try {
    header = JSON.parse(json);
  } catch {
    refuse('its header is not valid JSON');
  }
  const repeated = repeatedKey(json);
  if (repeated !== undefined) refuse(`its header has ${repeated} twice`);
  return header;
}

/** A key that stands twice in one object of a valid JSON text; `JSON.parse` would keep the last without a word. */
function repeatedKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (let i = 0; i < json.length; i++) {
    if (json[i] === '{') open.push(new Set());
    else if (json[i] === '}') open.pop();
    if (json[i] !== '"') continue;
    const start = i;
    for (i++; json[i] !== '"'; i++) if (json[i] === '\\') i++;
    let next = i + 1;
    while (/\s/.test(json[next] ?? '')) next++;
    if (json[next] !== ':') continue;
    const written = json.slice(start, i + 1);
    const key: string = JSON.parse(written);
    const keys = open.at(-1);
    if (keys?.has(key)) return written;
    keys?.add(key);
  }
  return undefined;
}

function readMetadata(entry: unknown, refuse: Refuse): Record<string, string> {
  return isStrings(entry) ? entry : refuse(`its ${metadataKey} are not an object of strings`);
}

function readPlace(name: string, entry: unknown, refuse: Refuse): Place {
  const tensor = `tensor ${JSON.stringify(name)}`;
  if (!isObject(entry)) return refuse(`${tensor} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== 'F32' && dtype !== 'F16' && dtype !== 'I32') {
    const wayOut = 'must be F32, F16 or I32; save it as one of these';
    return refuse(`${tensor} is stored as ${shown(dtype)}, which is not supported`, wayOut);
  }
  if (!isSizes(shape))
    return refuse(`${tensor} has shape ${shown(shape)}, which is not a list of whole numbers from 0 up`);
  if (!isSizes(offsets) || offsets.length !== 2) {
    return refuse(`${tensor} has data_offsets ${shown(offsets)}, which are not two whole numbers from 0 up`);
  }
  const [begin, end] = [offsets[0]!, offsets[1]!];
  let size = bytesOf[dtype];
  for (const axis of shape) {
    size *= axis;
    if (!Number.isSafeInteger(size)) return refuse(`${tensor} has shape ${shown(shape)}, larger than any file`);
  }
  if (end - begin !== size) {
    return refuse(`${tensor} has ${end - begin} bytes of data and needs ${size} for shape ${shown(shape)} in ${dtype}`);
  }
  return { name, dtype, shape, begin, end };
}

function refuseGapsAndOverlaps(places: readonly Place[], length: number, refuse: Refuse): void {
  let covered = 0;
  for (const { name, begin, end } of places.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    const tensor = `tensor ${JSON.stringify(name)}`;
    if (begin < covered) refuse(`${tensor} starts at byte ${begin} of the data and overlaps what ends at ${covered}`);
    if (begin > covered) refuse(`${tensor} starts at byte ${begin} of the data and leaves a gap from ${covered}`);
    if (end > length) refuse(`${tensor} ends at byte ${end} of the data and the file has ${length}`);
    covered = end;
  }
  if (covered < length) refuse(`has ${length - covered} bytes behind its last tensor`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every((inner) => typeof inner === 'string');
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0 && !Object.is(size, -0));
}

/** A value of the header, cut to what fits a line. Nested ones can be too deep for `JSON.stringify`. */
function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null && Object.values(value).some((inner) => typeof inner === 'object')) {
    return 'a nested value';
  }
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
