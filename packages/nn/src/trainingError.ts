/** Training that cannot start or cannot go on: the message says what is, what must be, and the way out. */
export class TrainingError extends Error {
  override name = 'TrainingError';
}
