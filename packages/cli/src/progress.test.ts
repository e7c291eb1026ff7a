import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Progress } from './progress.js';

class Terminal extends Writable {
  readonly columns = 120;
  text = '';
  constructor(readonly isTTY: boolean) {
    super();
  }
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const texts = { total: 4000, unit: 'texts' };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Progress', () => {
  test('on a terminal, shows how far it is, the rate and the time left', () => {
    const stderr = new Terminal(true);
    const progress = new Progress({ stderr });
    progress.update('Reading', 1, texts);
    vi.advanceTimersByTime(2000);
    progress.update('Reading', 1000, texts);
    // 1,000 in 2 s are 500 a second; the other 3,000 take 6 s.
    expect(stderr.text).toContain('Reading ━━━━━─────────────── 25% · 1,000/4,000 texts · 500 texts/s · 6 s left');
    progress.end();
  });

  test('hides the cursor while a bar is shown and gives it back at the end', () => {
    const stderr = new Terminal(true);
    const progress = new Progress({ stderr });
    progress.start('Reading', texts);
    vi.advanceTimersByTime(1000);
    progress.update('Reading', 10, texts);
    expect(stderr.text).toContain('\u001b[?25l');
    progress.end('Read 10 texts');
    expect(stderr.text).toContain('\u001b[?25h');
    expect(stderr.text.endsWith('Read 10 texts\n')).toBe(true);
  });

  test('a phase shorter than half a second shows no bar', () => {
    const stderr = new Terminal(true);
    const progress = new Progress({ stderr });
    progress.update('Reading', 1, texts);
    vi.advanceTimersByTime(400);
    progress.update('Reading', 2, texts);
    progress.end();
    expect(stderr.text).toBe('');
  });

  test('a phase of unknown length shows how long it has taken', () => {
    const stderr = new Terminal(true);
    const progress = new Progress({ stderr });
    progress.start('Looking');
    vi.advanceTimersByTime(3000);
    expect(stderr.text).toContain('Looking … 2s');
    progress.end();
  });

  test('elsewhere only the lines appear that phases end with', () => {
    const stderr = new Terminal(false);
    const progress = new Progress({ stderr });
    progress.update('Reading', 1, texts);
    vi.advanceTimersByTime(5000);
    progress.update('Reading', 4000, texts);
    progress.start('Looking');
    vi.advanceTimersByTime(5000);
    progress.end('Done');
    expect(stderr.text).toBe('Done\n');
  });
});
