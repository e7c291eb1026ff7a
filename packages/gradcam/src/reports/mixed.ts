/** Red, green and blue, from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** `#1f6fb4` as numbers. */
export function rgbOf(colour: string): Rgb {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return [red, green, blue];
}

/** `share` of a colour on a ground, as color-mix in sRGB gives it. */
export function mixed(colour: string, ground: string, share: number): Rgb {
  const [under, over] = [rgbOf(ground), rgbOf(colour)];
  const [red, green, blue] = over.map((value, n) => Math.round(share * value + (1 - share) * under[n]));
  return [red, green, blue];
}
