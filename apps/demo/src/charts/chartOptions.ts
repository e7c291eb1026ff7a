import type uPlot from 'uplot';
import { sizeOf } from './chartSize.js';

export interface Line {
  label: string;
  /** The name of a style sheet's colour, as '--for'. */
  colour: string;
  dashed?: boolean;
  /** A mark at each value, where there are few. */
  marked?: boolean;
}

interface ChartLook {
  lines: readonly Line[];
  xLabel: string;
  format: (value: number) => string;
  range?: readonly [number, number] | undefined;
  square: boolean;
  element: HTMLElement;
  onHover: (place: number | null) => void;
}

/** Lines in the page's own colours and type. */
export function chartOptions({ lines, xLabel, format, range, square, element, onHover }: ChartLook): uPlot.Options {
  const styles = getComputedStyle(element);
  const colour = (name: string) => styles.getPropertyValue(name).trim();
  const font = `12px ${styles.fontFamily}`;
  const axis = {
    stroke: colour('--faint'),
    font,
    labelFont: font,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1, size: 4 },
  };
  return {
    ...sizeOf(element, square),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: false, ...(square && { range: [0, 1] }) },
      y: range ? { range: [...range] } : { range: fromZero },
    },
    axes: [
      { ...axis, label: xLabel, labelSize: 18, size: 30, space: 60 },
      { ...axis, size: 52, space: 32, values: (_, values) => values.map(format) },
    ],
    series: [
      {},
      ...lines.map((line) => ({
        label: line.label,
        stroke: colour(line.colour),
        width: 2,
        spanGaps: true,
        ...(line.dashed && { dash: [6, 4] }),
        points: { show: line.marked === true, size: 6, fill: colour(line.colour) },
      })),
    ],
    hooks: { setCursor: [(chart) => onHover(chart.cursor.idx ?? null)] },
  };
}

/** What is measured from 0 is drawn from 0. */
function fromZero(_: uPlot, __: number, most: number): uPlot.Range.MinMax {
  return [0, Number.isFinite(most) && most > 0 ? 1.08 * most : 1];
}
