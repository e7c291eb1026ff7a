import { SingleBar } from 'cli-progress';
import type { Io } from './io.js';

/** What a phase counts. */
export interface Measure {
  total: number;
  /** In the plural: 'texts', 'MB'. */
  unit: string;
}

interface Phase {
  name: string;
  measure: Measure | undefined;
  started: number;
  done: number;
  bar?: SingleBar;
}

/** Milliseconds before a phase is worth a line that moves. */
const patience = 500;

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/**
 * Tells on stderr how a long job is getting on: on a terminal by a bar with rate and time left, elsewhere by the lines that phases end with.
 * A job has one phase at a time; a phase shorter than half a second shows no bar.
 */
export class Progress {
  readonly #stderr: Io['stderr'];
  #phase: Phase | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ stderr }: Pick<Io, 'stderr'>) {
    this.#stderr = stderr;
  }

  /** Begins a phase and ends the one before it. Without a measure, how far it is cannot be told, only how long it has taken. */
  start(name: string, measure?: Measure): void {
    this.end();
    this.#phase = { name, measure, started: performance.now(), done: 0 };
    if (measure === undefined) this.#timer = setTimeout(() => this.#draw(), patience);
  }

  /** Shows how much of the phase is done; the phase is started where it has not been. */
  update(name: string, done: number, measure: Measure): void {
    if (this.#phase?.name !== name) this.start(name, measure);
    if (this.#phase) this.#phase.done = done;
    this.#draw();
  }

  /** Takes the bar away, and leaves a line in its place. */
  end(line?: string): void {
    clearTimeout(this.#timer);
    this.#phase?.bar?.stop();
    this.#phase = undefined;
    if (line !== undefined) this.#stderr.write(`${line}\n`);
  }

  #draw(): void {
    const phase = this.#phase;
    if (!phase || !this.#stderr.isTTY || performance.now() - phase.started < patience - 1) return;
    if (phase.bar) phase.bar.update(phase.done, payloadOf(phase));
    else phase.bar = newBar(this.#stderr, phase);
  }
}

function newBar(stream: Io['stderr'], phase: Phase): SingleBar {
  const { name, measure } = phase;
  const bar = new SingleBar({
    stream,
    format: measure ? `${name} {bar} {percentage}% · {count} · {rate} · {left} left` : `${name} … {duration_formatted}`,
    barsize: 20,
    barCompleteChar: '━',
    barIncompleteChar: '─',
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(measure?.total ?? 1, phase.done, payloadOf(phase));
  return bar;
}

function payloadOf({ measure, started, done }: Phase): Record<string, string> {
  if (!measure) return {};
  const { total, unit } = measure;
  const rate = (1000 * done) / (performance.now() - started);
  return {
    count: `${number.format(done)}/${number.format(total)} ${unit}`,
    rate: `${number.format(rate)} ${unit}/s`,
    left: rate > 0 ? duration((total - done) / rate) : '?',
  };
}

/** 59 s, 12 min, 3 h: the time left is a guess, and more digits would not make it better. */
export function duration(seconds: number): string {
  if (seconds < 59.5) return `${Math.ceil(seconds)} s`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/** Draws the reading and tokenizing of texts, and leaves a line when it is done. */
export function showPreprocessing(
  progress: Progress,
  { done, total, fromCache = false }: { done: number; total: number; fromCache?: boolean },
): void {
  progress.update('Reading texts', done, { total, unit: 'texts' });
  if (done === total) progress.end(`Read ${number.format(total)} texts${fromCache ? ' (from the cache)' : ''}`);
}

/** Draws an evaluation. */
export function showEvaluation(
  progress: Progress,
  { done, total }: { done: number; total: number },
  name: string,
): void {
  progress.update(name, done, { total, unit: 'texts' });
}
