import type { ConfidentError, Inspection } from '@textcam/gradcam';
import type { Explained } from './explainCalls.js';

/** A text that the model is sure about, and wrong. */
export interface ShownError extends Omit<ConfidentError, 'explanation'> {
  text: string;
  explained: Explained;
}

/** An inspection, with its explanations in pieces that can be shown as they are. */
export interface InspectionShown extends Omit<Inspection, 'errors' | 'filters'> {
  errors: ShownError[];
}
