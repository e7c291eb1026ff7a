/** The same events and result, unless the signal is aborted between them: then its reason is thrown, and the generator closed. */
export async function* untilAborted<Event, Result>(
  events: AsyncGenerator<Event, Result>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event, Result> {
  let result!: Result;
  const keeping = async function* () {
    result = yield* events;
  };
  for await (const event of keeping()) {
    signal?.throwIfAborted();
    yield event;
  }
  return result;
}
