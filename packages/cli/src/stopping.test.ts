import { describe, expect, test } from 'vitest';
import { follow, untilAborted } from './stopping.js';

describe('follow', () => {
  test('passes the events on and returns the result', async () => {
    const events: number[] = [];
    async function* steps() {
      yield 1;
      yield 2;
      return 'done';
    }
    expect(await follow(steps(), new AbortController().signal, (event) => events.push(event))).toBe('done');
    expect(events).toEqual([1, 2]);
  });

  test('an abort is thrown into the generator, which cleans up', async () => {
    const stopping = new AbortController();
    let cleaned = false;
    async function* steps() {
      try {
        for (;;) yield 'step';
      } finally {
        cleaned = true;
      }
    }
    const reason = new Error('enough');
    await expect(follow(steps(), stopping.signal, () => stopping.abort(reason))).rejects.toBe(reason);
    expect(cleaned).toBe(true);
  });

  test('work that never waits lets timers have a turn', async () => {
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 20);
    async function* busy() {
      for (;;) yield 'step';
    }
    await expect(follow(busy(), stopping.signal, () => {})).rejects.toThrow('aborted');
  });
});

describe('untilAborted', () => {
  test('gives what the work gives, or fails as it fails', async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve(1), signal)).toBe(1);
    await expect(untilAborted(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
  });

  test('does not wait for work that goes on', async () => {
    const stopping = new AbortController();
    const waiting = untilAborted(new Promise(() => {}), stopping.signal);
    stopping.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    const late = Promise.reject(new Error('too late to matter'));
    await expect(untilAborted(late, stopping.signal)).rejects.toThrow();
  });
});
