/** One use of randomness each, so that changing one does not shift another. Epoch n shuffles with stream `shuffle + n`. */
export const randomStreams = { split: 1, sample: 2, initialize: 3, validation: 4, sweep: 5, shuffle: 1000 } as const;
