const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A value to three digits, which is all that a report shows. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/**
 * Values to three digits, three characters each, which mean nothing in HTML: the number of `mantissa + 999 + 2000 · (exponent + 65)` to
 * base 64. 5,000 words by 20 methods are 300 kB so, and would be twice that as JSON.
 */
export function packed(values: readonly number[]): string {
  return values.map(packedOne).join('');
}

function packedOne(value: number): string {
  const digits = value.toExponential(2);
  const end = digits.indexOf('e');
  const [mantissa, exponent] = [Number(digits.slice(0, end)), Number(digits.slice(end + 1))];
  const small = value === 0 || exponent < -60;
  const code = small ? 999 + 2000 * 65 : Math.round(100 * mantissa) + 999 + 2000 * (exponent - 2 + 65);
  return [code >> 12, (code >> 6) & 63, code & 63].map((digit) => alphabet[digit]).join('');
}
