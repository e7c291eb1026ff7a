/** The names that the build gave to files beside the page's own script. */
declare const FILES: {
  readonly worker: string;
  readonly longWorker: string;
  readonly models: readonly { name: string; file: string; bytes: number; card: string; accuracy: number }[];
  readonly starter: string;
};

const addressOf = (name: string) => new URL(`./${name}`, import.meta.url).href;

export const workerAddress = addressOf(FILES.worker);
export const longWorkerAddress = addressOf(FILES.longWorker);
/** The models that come along, the one to begin with first. */
export const shippedModels = FILES.models.map(({ file, card, ...rest }) => ({
  ...rest,
  address: addressOf(file),
  /** Of the page of its card. */
  card: addressOf(card),
}));
export type ShippedModel = (typeof shippedModels)[number];
/** The starter corpus, as JSON Lines. */
export const starterAddress = addressOf(FILES.starter);
