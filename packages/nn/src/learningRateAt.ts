/** How a learning rate goes over a training: it stays, or goes to 0 in a straight line or along half a cosine. */
export type Schedule = 'constant' | 'linear' | 'cosine';

/**
 * The learning rate of a step: the full one at step 0, and but for a constant one 0 after the last.
 *
 * @param step how many steps are done
 * @param steps how many there are in all
 * @see Loshchilov and Hutter 2017, equation 5, https://arxiv.org/abs/1608.03983, for the cosine
 */
export function learningRateAt(step: number, steps: number, schedule: Schedule, learningRate: number): number {
  switch (schedule) {
    case 'constant':
      return learningRate;
    case 'linear':
      return learningRate * (1 - step / steps);
    case 'cosine':
      return (learningRate * (1 + Math.cos((Math.PI * step) / steps))) / 2;
  }
}
