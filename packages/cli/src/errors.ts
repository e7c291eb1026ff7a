/** The command was called in a way that cannot be meant: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What came in cannot be used as it is: exit code 1. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** The user stopped the command. The message says what is left of its work. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/** A device computes wrongly: exit code 1. */
export class SelfCheckError extends Error {
  override readonly name = 'SelfCheckError';
}

export const exitCodes = { fine: 0, failed: 1, wrongUsage: 2 } as const;

// By name, since importing the classes would load all packages before any is needed.
const usageErrors = ['UsageError', 'ExplainError'];
const expectedErrors = [
  ...usageErrors,
  'InputError',
  'StoppedError',
  'SelfCheckError',
  'DatasetError',
  'VectorsError',
  'VocabularyError',
  'CheckpointError',
  'FileError',
  'ShapeError',
  'DeviceError',
  'DeviceLostError',
  'TrainingError',
  'WorkerError',
];

/** What V8 says when memory for an array cannot be had. */
const outOfMemory = /allocation failed|Invalid (typed )?array (buffer )?length/i;

export interface Failure {
  /** One line for the user, without a line break, and no stack trace in it. */
  line: string;
  exitCode: 1 | 2;
}

/** What to tell the user of an error, whatever it is. */
export function failureOf(error: unknown): Failure {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  if (expectedErrors.includes(name)) {
    return {
      line: oneLine(message),
      exitCode: usageErrors.includes(name) ? exitCodes.wrongUsage : exitCodes.failed,
    };
  }
  if (name === 'RangeError' && outOfMemory.test(message)) {
    const wayOut = 'there must be room for the model and a batch; lower --dimensions or --batch-size';
    return { line: `not enough memory (${oneLine(message)}); ${wayOut}`, exitCode: exitCodes.failed };
  }
  const report = 'this is a fault of textcam; please report it with the command and what TEXTCAM_DEBUG=1 adds';
  return { line: `unexpected error: ${oneLine(message)}; ${report}`, exitCode: exitCodes.failed };
}

/** Line breaks and control characters become blanks: file names and labels can hold any, and a terminal obeys some. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** 'EPIPE' and the like, from an error of Node's. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
