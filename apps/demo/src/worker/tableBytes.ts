export interface Watch {
  signal: AbortSignal;
  /** Called with the share of the bytes that are read; reading goes on when it resolves. */
  onRead?: ((share: number) => Promise<void> | void) | undefined;
}

/** The bytes of a file, as a stream. Throws the signal's reason when it is aborted, and says so when the file cannot be read any more. */
export async function* bytesOf(file: Blob, name: string, { signal, onRead }: Watch): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  let read = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read().catch(() => {
        throw new Error(`${name}: cannot be read any more; must stay as it was when it was chosen; choose it again`);
      });
      if (done) return;
      read += value.length;
      await onRead?.(read / file.size);
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Throws for a file that is larger than what can be done with it here. */
export function refuseLarger(file: File, mostMegabytes: number, wayOut: string): void {
  const megabytes = Math.ceil(file.size / 1e6);
  if (megabytes <= mostMegabytes) return;
  throw new Error(`${file.name}: ${megabytes} MB; must be at most ${mostMegabytes} MB; ${wayOut}`);
}
