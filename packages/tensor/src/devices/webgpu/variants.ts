import type { Kernel, Params, TunedBody } from '../../kernel.js';
import { isSoftware } from './software.js';

/** Which body of a kernel runs sizes of one class. */
export interface Choice {
  /** Numbers of the bodies that fit: 0 is the plain one, then come the tuned ones. */
  readonly candidates: readonly number[];
  body: number;
  /** open: nobody measured yet. measuring: the times are on their way. settled: for good. */
  state: 'open' | 'measuring' | 'settled';
}

// By adapter, for the life of the process: a second device on an adapter need not measure again.
const measured = new Map<string, WeakMap<Kernel, Map<string, Choice>>>();

/** Chooses among the bodies of each kernel for one device. */
export class Variants {
  private readonly choices: WeakMap<Kernel, Map<string, Choice>>;
  private readonly software: boolean;

  /** @param clock whether the device can time its work: without, what would run until the bodies are measured runs for good */
  constructor(
    { adapterInfo }: GPUDevice,
    private readonly limits: GPUSupportedLimits,
    private readonly clock: boolean,
  ) {
    const { vendor, architecture, device, description } = adapterInfo;
    const adapter = [vendor, architecture, device, description].join('/');
    const choices = measured.get(adapter) ?? new WeakMap();
    measured.set(adapter, choices);
    this.choices = choices;
    this.software = isSoftware(adapterInfo);
  }

  of(kernel: Kernel, params: Params): Choice {
    const fitting = kernel.tuned.flatMap((body, n) => (this.fits(body, params) ? [n + 1] : []));
    const candidates = fitting.length > 0 ? fitting : [0];
    // Kernels list their bodies for real GPUs first.
    const body = candidates[this.software ? candidates.length - 1 : 0];
    if (candidates.length === 1 || !this.clock) return { candidates, body, state: 'settled' };
    const classes = this.choices.get(kernel) ?? new Map<string, Choice>();
    this.choices.set(kernel, classes);
    const key = `${candidates}:${sizeClassOf(params)}`;
    const choice = classes.get(key) ?? { candidates, body, state: 'open' };
    classes.set(key, choice);
    return choice;
  }

  private fits({ fits, workgroupSize: [x, y] }: TunedBody, params: Params): boolean {
    const { maxComputeWorkgroupSizeX, maxComputeWorkgroupSizeY, maxComputeInvocationsPerWorkgroup } = this.limits;
    const possible =
      x <= maxComputeWorkgroupSizeX && y <= maxComputeWorkgroupSizeY && x * y <= maxComputeInvocationsPerWorkgroup;
    return possible && (fits === undefined || fits(params));
  }
}

/** Sizes with the same power of two below each of them are of one class. */
function sizeClassOf(params: Params): string {
  return Object.values(params)
    .flat()
    .map((size) => Math.clz32(size))
    .join();
}
