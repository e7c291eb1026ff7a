/** What a thread is given when it starts. */
export interface ThreadSetup {
  readonly memory: WebAssembly.Memory;
  readonly control: SharedArrayBuffer;
  /** Counted from 1: the caller's thread is 0. */
  readonly number: number;
}

/**
 * What a thread does: waits for a command, takes ranges of it until none is left, waits for the next. It goes to the thread as text, so all that
 * it names stands inside.
 *
 * The control words are int32, 16 apart where several threads write: 0 the ticket (generation · 1024 + the next range, 1023 when none is left),
 * 16 ranges finished, 32 threads asleep, 48 whether the caller waits, 80 whether a range failed; 64 the command: function, units, grain, ranges,
 * arguments, modules, workspace, its bytes a thread; from 128 on address and length of each module. From byte 1024 on the arguments, float64.
 */
export function threadLoop({ memory, control, number }: ThreadSetup): void {
  const words = new Int32Array(control);
  const values = new Float64Array(control, 1024);
  const functions: ((...values: number[]) => void)[] = [];
  let modules = 0;
  for (;;) {
    const seen = Atomics.load(words, 0);
    if ((seen & 1023) === 1023) {
      // A while awake, since the next command of a step is a matter of microseconds, and the next step one of half a millisecond; then asleep.
      const until = performance.now() + 1;
      let awake = true;
      while (awake && Atomics.load(words, 0) === seen) awake = performance.now() < until;
      if (!awake) {
        Atomics.add(words, 32, 1);
        Atomics.wait(words, 0, seen);
        Atomics.sub(words, 32, 1);
      }
      continue;
    }
    const [one, units, grain, ranges, count, known, workspace, bytes] = words.subarray(64, 72);
    const given = values.slice(0, count);
    // What was read belongs to the ticket only if that still stands; taking a range below proves it again.
    if (Atomics.load(words, 0) >>> 10 !== seen >>> 10) continue;
    for (; modules < known; modules++) {
      const [address, length] = words.subarray(128 + 2 * modules, 130 + 2 * modules);
      const copy = new Uint8Array(memory.buffer, address >>> 0, length).slice();
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(copy), { environment: { memory } });
      functions.push(Object.values(exports)[0] as () => void);
    }
    for (;;) {
      const now = Atomics.load(words, 0);
      const range = now & 1023;
      if (now >>> 10 !== seen >>> 10 || range === 1023) break;
      const next = range + 1 === ranges ? now | 1023 : now + 1;
      if (Atomics.compareExchange(words, 0, now, next) !== now) continue;
      try {
        functions[one](...given, range * grain, Math.min(units, (range + 1) * grain), workspace + number * bytes);
      } catch {
        Atomics.store(words, 80, 1);
      }
      if (Atomics.add(words, 16, 1) + 1 === ranges && Atomics.load(words, 48) === 1) Atomics.notify(words, 16);
    }
  }
}
