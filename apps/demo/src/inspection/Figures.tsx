import type { ComponentChildren } from 'preact';
import { Note } from '../page/Note.js';
import type { InspectionShown } from '../protocol/inspectionShown.js';
import { shareOf } from './shareOf.js';

/** How right the model is, in a few numbers; nothing where no text has a label. */
export function Figures({ of: { examples, accuracy, auc, logLoss, calibration } }: { of: InspectionShown }) {
  if (accuracy === null) return null;
  const error = calibration.expectedCalibrationError;
  return (
    <dl class="figures">
      <Figure name="Accuracy" value={shareOf(accuracy, 1)} about="accuracy">
        The share of the {examples.toLocaleString('en')} texts that get the right label. Each is taken alone, as Explain
        does, not in a batch with others as while training: the last texts may fall differently.
      </Figure>
      {auc !== null && (
        <Figure name="AUC" value={auc.toFixed(3)} about="the AUC">
          How often a text of a class gets a higher probability of it than one of another class: 0.5 is chance, 1 is
          perfect.
        </Figure>
      )}
      {logLoss !== null && (
        <Figure name="Log loss" value={logLoss.toFixed(3)} about="the log loss">
          The mean of −ln of the right label’s probability, in nats: being sure and wrong costs most. 0.693 is guessing
          between two.
        </Figure>
      )}
      {error !== null && (
        <Figure name="Calibration error" value={shareOf(error, 1)} about="the calibration error">
          How far the model’s confidence is from how often it is right, on average over ten bins: 0 where it is as often
          right as it is sure.
        </Figure>
      )}
    </dl>
  );
}

function Figure({
  name,
  value,
  about,
  children,
}: {
  name: string;
  value: string;
  about: string;
  children: ComponentChildren;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        <Note about={about}>{children}</Note>
      </dd>
    </div>
  );
}
