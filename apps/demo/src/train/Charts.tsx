import type uPlot from 'uplot';
import { LineChart } from '../charts/LineChart.js';
import { percent } from '../explain/signed.js';
import { Note } from '../page/Note.js';
import type { Point } from '../protocol/trainCalls.js';
import { epochs, losses, speeds } from './state.js';

const lossLines = [{ label: 'loss', colour: '--accent' }];
const accuracyLines = [
  { label: 'held back', colour: '--against', dashed: true, marked: true },
  { label: 'learned from', colour: '--for', marked: true },
];
const speedLines = [{ label: 'examples a second', colour: '--accent' }];

/** How the training goes. */
export function Charts() {
  return (
    <div class="charts">
      <LossChart />
      <AccuracyChart />
      <SpeedChart />
    </div>
  );
}

function LossChart() {
  const points = losses.value;
  return (
    <LineChart
      title="Loss"
      summary={`The loss over the steps${spanOf(points, (value) => value.toFixed(3))}.`}
      lines={lossLines}
      data={dataOf(points)}
      xLabel="steps"
      format={(value) => String(Number(value.toPrecision(3)))}
    >
      <Note about="the loss">
        How surprised the model is by the right labels, in nats: 0.693 is guessing between two. The mean over 25 steps,
        or over an epoch where that is shorter, each taken before its step.
      </Note>
    </LineChart>
  );
}

function AccuracyChart() {
  const all = epochs.value;
  const last = all.at(-1);
  const data: uPlot.AlignedData = [
    all.map(({ epoch }) => epoch + 1),
    all.map(({ testAccuracy }) => testAccuracy),
    all.map(({ trainAccuracy }) => trainAccuracy),
  ];
  const summary = last
    ? `Accuracy after ${all.length} ${all.length === 1 ? 'epoch' : 'epochs'}: ${percent(last.testAccuracy)} on texts held back, ${percent(last.trainAccuracy)} on those learned from.`
    : 'Accuracy, after each epoch: none yet.';
  return (
    <LineChart
      title="Accuracy"
      summary={summary}
      lines={accuracyLines}
      data={data}
      xLabel="epochs"
      format={(value) => `${(100 * value).toFixed(0)} %`}
      range={[0, 1]}
    >
      <Note about="accuracy">
        The share of texts that get the right label, after each epoch. What counts is that of the texts held back: those
        learned from can be learned by heart.
      </Note>
    </LineChart>
  );
}

function SpeedChart() {
  const points = speeds.value;
  return (
    <LineChart
      title="Speed"
      summary={`Examples a second over the steps${spanOf(points, (value) => value.toFixed(0))}.`}
      lines={speedLines}
      data={dataOf(points)}
      xLabel="steps"
      format={(value) => value.toLocaleString('en', { maximumSignificantDigits: 3, notation: 'compact' })}
    >
      <Note about="this speed">
        Texts that the network learned from in a second, explaining the pinned review and testing left out.
      </Note>
    </LineChart>
  );
}

function dataOf(points: readonly Point[]): uPlot.AlignedData {
  return [points.map(([steps]) => steps), points.map(([, value]) => value)];
}

function spanOf(points: readonly Point[], format: (value: number) => string): string {
  const [first, last] = [points[0], points.at(-1)];
  return first && last
    ? `: ${format(first[1])} at step ${first[0]}, ${format(last[1])} at step ${last[0]}`
    : ': none yet';
}
