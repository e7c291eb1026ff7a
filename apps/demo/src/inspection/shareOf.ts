/** A share that was counted, in percent: unlike a probability, it may be all of them. */
export function shareOf(count: number, all: number): string {
  return `${(all === 0 ? 0 : (100 * count) / all).toFixed(1)} %`;
}
