import type { TextCnnOptions } from '@textcam/nn';
import type { Preset } from './presets.js';

/** What a preset says of its network. */
export function networkOptionsOf(
  { dimensions, branches, activation, pooling, dropout }: Preset,
  { rows, classes }: Pick<TextCnnOptions, 'rows' | 'classes'>,
): TextCnnOptions {
  return { rows, dimensions, classes, branches, activation, pooling, dropout };
}
