import { useMemo } from 'preact/hooks';
import type uPlot from 'uplot';
import { LineChart } from '../charts/LineChart.js';
import { Note } from '../page/Note.js';
import type { InspectionShown } from '../protocol/inspectionShown.js';

const colours = ['--for', '--against', '--ink', '--warn', '--edge'];

/** The curves of true against false positives. */
export function Roc({ of: { roc, auc } }: { of: InspectionShown }) {
  const curves = useMemo(() => roc.filter(({ points }) => points.length > 0), [roc]);
  const lines = useMemo(
    () => [
      ...curves.map(({ className }, n) => ({ label: className, colour: colours[n % colours.length] })),
      { label: 'chance', colour: '--edge', dashed: true },
    ],
    [curves],
  );
  const data = useMemo(() => joined(curves), [curves]);
  if (curves.length === 0) return null;
  return (
    <LineChart
      title="ROC"
      summary={`True positives over false positives: the area under the curve is ${auc?.toFixed(3) ?? 'not defined'}.`}
      lines={lines}
      data={data}
      xLabel="false positives"
      format={(value) => value.toFixed(2)}
      range={[0, 1]}
      square
    >
      <Note about="this curve">
        For every threshold: the share of the class that is found, over the share of the others that is taken for it by
        mistake. The further it bends to the upper left, the better.
      </Note>
    </LineChart>
  );
}

/** All curves over one axis; of points one above the other, the highest of each line counts. */
function joined(curves: InspectionShown['roc']): uPlot.AlignedData {
  const places = [
    ...new Set([0, 1, ...curves.flatMap(({ points }) => points.map((point) => point.falsePositiveRate))]),
  ];
  places.sort((a, b) => a - b);
  const columns = curves.map(({ points }) => {
    const highest = new Map<number, number>();
    for (const { falsePositiveRate: at, truePositiveRate } of points) {
      highest.set(at, Math.max(truePositiveRate, highest.get(at) ?? 0));
    }
    return places.map((place) => highest.get(place) ?? null);
  });
  return [places, ...columns, places];
}
