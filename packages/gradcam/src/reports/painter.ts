import { Ansis } from 'ansis';

/** How many colours a terminal shows. */
export type ColourDepth = 'none' | '256' | 'truecolor';

const levels: Record<ColourDepth, number> = { none: 0, '256': 2, truecolor: 3 };

/** Paints text in as many colours as a terminal shows. */
export function painter(colour: ColourDepth): Ansis {
  return new Ansis(levels[colour]);
}
