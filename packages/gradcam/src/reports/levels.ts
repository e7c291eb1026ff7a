/** Tokens at least this strong beside the strongest are marked by more than a shade: a page full of marks shows nothing. */
export const markedFrom = 0.15;

/** Where each shade begins, as a share of the strongest token's value. The second and later ones have a line and a sign as well. */
export const levelsFrom = [0.03, markedFrom, 0.35, 0.55, 0.8] as const;

/** The shade of a share from 0 to 1: 0 for none, up to 5 for the strongest. */
export function levelOf(share: number): number {
  return levelsFrom.filter((from) => share >= from).length;
}
