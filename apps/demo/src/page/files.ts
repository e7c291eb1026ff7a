/** The names that the build gave to files beside the page's own script. */
declare const FILES: {
  readonly worker: string;
  readonly longWorker: string;
  readonly model: string;
  readonly starter: string;
};

const addressOf = (name: string) => new URL(`./${name}`, import.meta.url).href;

export const workerAddress = addressOf(FILES.worker);
export const longWorkerAddress = addressOf(FILES.longWorker);
export const modelAddress = addressOf(FILES.model);
/** The starter corpus, as JSON Lines. */
export const starterAddress = addressOf(FILES.starter);
