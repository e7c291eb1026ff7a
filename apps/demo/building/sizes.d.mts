/** Gzipped bytes of what the first view loads. */
export interface Sizes {
  page: number;
  worker: number;
  language: number;
}

export const firstViewBound: number;
export function refuseTooLarge(sizes: Sizes): void;
