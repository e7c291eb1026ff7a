/** A value with its sign, to three digits: the minus is the typographic one, as wide as the plus. */
export function signed(value: number, digits = 3): string {
  if (value === 0) return '0';
  return `${value > 0 ? '+' : '−'}${Math.abs(value).toPrecision(digits)}`;
}

/** A probability in percent: never certain, whatever rounding makes of it. */
export function chance(share: number): string {
  if (share >= 0.9995) return 'over 99.9 %';
  if (share < 0.0005) return 'under 0.1 %';
  return `${(100 * share).toFixed(1)} %`;
}
