import { effect } from '@preact/signals';
import { type ShippedModel, shippedModels } from './files.js';
import { keepInAddress, route } from './route.js';
import { chosenModel, loadModel } from './session.js';

/** The model that the address names; null where it names none that comes along. */
export function namedModel(): ShippedModel | null {
  const name = route.value.params.get('model');
  return shippedModels.find((known) => known.name === name) ?? null;
}

/** The name of the chosen model for an address, the first one's too, so that a link means the same for ever; a visitor's own has none there. */
export function modelParams(): URLSearchParams {
  return new URLSearchParams(chosenModel.value ? { model: chosenModel.value.name } : {});
}

/** Has the model follow links that name another, and the address of views without state of their own follow the model. */
export function followModel(): void {
  effect(() => {
    const named = namedModel();
    if (named && named !== chosenModel.peek()) void loadModel(named);
  });
  effect(() => {
    const { view } = route.value;
    const params = modelParams();
    if (view !== 'explain') keepInAddress(view, params);
  });
}
