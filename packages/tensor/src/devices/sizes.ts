/**
 * The size a buffer for `size` elements really gets: the next of 1, 1.25, 1.5, 1.75 times a power of two. Few sizes, so
 * that freed buffers fit again; at most a quarter wasted.
 */
export function sizeClass(size: number, smallest = 64): number {
  if (size <= smallest) return smallest;
  const quarter = 2 ** (Math.floor(Math.log2(size)) - 2);
  return Math.ceil(size / quarter) * quarter;
}

/** Freed buffers by their capacity, ready to be handed out again: fresh pages cost more than arithmetic. */
export class FreeList<B extends { readonly capacity: number }> {
  private readonly bySize = new Map<number, B[]>();

  /** One of that capacity, or else the smallest above it, up to `most`. */
  take(capacity: number, most = capacity): B | undefined {
    for (let size = capacity; size <= most; size = sizeClass(size + 1)) {
      const buffer = this.bySize.get(size)?.pop();
      if (buffer) return buffer;
    }
    return undefined;
  }

  put(buffer: B): void {
    const list = this.bySize.get(buffer.capacity);
    if (list) list.push(buffer);
    else this.bySize.set(buffer.capacity, [buffer]);
  }

  /** Empties the list into the caller's hands. */
  *drain(): Iterable<B> {
    for (const list of this.bySize.values()) yield* list.splice(0);
  }
}
