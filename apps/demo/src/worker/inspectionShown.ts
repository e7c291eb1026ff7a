import type { Inspection } from '@textcam/gradcam';
import type { InspectionShown } from '../protocol/inspectionShown.js';
import { explainedOf } from './shown.js';

export function inspectionShown({ errors, filters: _, ...rest }: Inspection): InspectionShown {
  return {
    ...rest,
    errors: errors.map(({ name, label, explanation }) => ({
      ...{ name, label, text: explanation.text },
      explained: explainedOf(explanation, 0),
    })),
  };
}
