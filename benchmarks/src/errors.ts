/** The command was called in a way that cannot be meant: exit code 2. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/** The benchmark cannot be run, or its figures would mean nothing: exit code 1. */
export class BenchmarkError extends Error {
  override readonly name = 'BenchmarkError';
}
