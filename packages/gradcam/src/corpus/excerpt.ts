import { asName } from '../reports/outsideText.js';

const characters = 160;

/** How a text begins, on one line. A string of its own: a slice would keep the whole text in memory. */
export function excerptOf(text: string): string {
  // Room for white space that becomes one blank.
  return asName(text.slice(0, 4 * characters), characters);
}
