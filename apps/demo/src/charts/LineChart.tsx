import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import { sayFailed } from '../page/notices.js';
import { chartOptions, type Line } from './chartOptions.js';
import { sizeOf } from './chartSize.js';
import { drawInTurn } from './loadUplot.js';

interface LineChartProps {
  title: string;
  /** What is drawn, for those who cannot see it. */
  summary: string;
  lines: readonly Line[];
  /** The places on the axis to the right, and each line's values there. */
  data: uPlot.AlignedData;
  xLabel: string;
  format: (value: number) => string;
  /** Where the axis upwards ends; by the values when left out. */
  range?: readonly [number, number];
  /** Side by side of equal length. */
  square?: boolean;
  children?: ComponentChildren;
}

/** Lines over one axis, with the values under the pointer, else the last ones, in the key. */
export function LineChart({
  title,
  summary,
  lines,
  data,
  xLabel,
  format,
  range,
  square = false,
  children,
}: LineChartProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const isDark = useDarkness();
  const newest = useRef(data);
  newest.current = data;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let end: (() => void) | undefined;
    let hasEnded = false;
    const draw = (Chart: typeof uPlot) => {
      if (hasEnded) return;
      const options = chartOptions({ lines, xLabel, range, format, square, element, onHover: setAt });
      const drawn = new Chart(options, newest.current, element);
      chart.current = drawn;
      end = followSize(element, () => drawn.setSize(sizeOf(element, square)));
    };
    drawInTurn(draw).catch(sayFailed);
    return () => {
      hasEnded = true;
      end?.();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [isDark, lines]);
  useEffect(() => {
    chart.current?.setData(data);
  }, [data]);
  const place = at !== null && at < data[0].length ? at : data[0].length - 1;
  const shownOf = (n: number) => {
    const value = data[n + 1][place];
    return typeof value === 'number' ? format(value) : '–';
  };
  return (
    <section class="card chart" aria-labelledby={id}>
      <h2 id={id}>
        {title}
        {children}
      </h2>
      <ul class="key small">
        {lines.map((line, n) => (
          <li key={line.label}>
            <span class={`swatch ${line.dashed ? 'dashed' : ''}`} style={{ color: `var(${line.colour})` }} />
            {line.label} {(at !== null || !square) && <b>{shownOf(n)}</b>}
          </li>
        ))}
      </ul>
      <div class="plot" role="img" aria-label={summary} ref={box} />
    </section>
  );
}

/** Calls when an element has another size, before it is drawn; not for the size it has. Returns what ends it. */
function followSize(element: HTMLElement, changed: () => void): () => void {
  let { clientWidth } = element;
  const watch = new ResizeObserver(() => {
    if (element.clientWidth === clientWidth) return;
    ({ clientWidth } = element);
    changed();
  });
  watch.observe(element);
  return () => watch.disconnect();
}

/** Whether the page is dark, followed while it changes. */
function useDarkness(): boolean {
  const [isDark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const media = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setDark(media.matches);
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);
  return isDark;
}
