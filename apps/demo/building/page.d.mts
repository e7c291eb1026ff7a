import type { Sizes } from './sizes.mjs';

export function buildPage(target: string): Promise<{ sizes: Sizes }>;
