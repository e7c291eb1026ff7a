import type { RocPoint } from '@textcam/nn';
import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { Html } from './page.js';

echarts.use([LineChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);

/** One line of a chart: points [x, y]. */
export interface Series {
  name: string;
  points: readonly (readonly [number, number])[];
  dashed?: boolean;
}

export interface LineChartOptions {
  xName: string;
  yName: string;
  series: readonly Series[];
  /** Both axes from 0 to 1. */
  unit?: boolean;
  /** One tick per whole number on x. */
  whole?: boolean;
  width?: number;
  height?: number;
}

/** A line chart as SVG, drawn without a browser. Text and axes take the colour of the page's text, in light and in dark. */
export function lineChart({
  xName,
  yName,
  series,
  unit = false,
  whole = false,
  width = 720,
  height = 360,
}: LineChartOptions): Html {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  const axis = {
    axisLine: { show: true, lineStyle: { color: 'currentColor' } },
    axisLabel: { color: 'currentColor' },
    nameTextStyle: { color: 'currentColor' },
  };
  const grid = { splitLine: { lineStyle: { color: 'var(--line)' } } };
  const range = unit ? { min: 0, max: 1 } : {};
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif', fontSize: 14 },
    color: ['rgb(var(--for))', 'rgb(var(--against))', 'var(--ink)', 'var(--faint)'],
    legend: { show: series.length > 1, textStyle: { color: 'currentColor' }, top: 0 },
    grid: { left: 64, right: 24, top: 44, bottom: 52 },
    xAxis: {
      type: 'value',
      name: xName,
      nameLocation: 'middle',
      nameGap: 32,
      ...axis,
      ...grid,
      ...range,
      ...(whole ? { minInterval: 1, min: 1 } : {}),
    },
    yAxis: { type: 'value', name: yName, nameLocation: 'middle', nameGap: 44, scale: true, ...axis, ...grid, ...range },
    series: series.map(({ name, points, dashed = false }) => ({
      type: 'line',
      name,
      data: points.map(([x, y]) => [x, y]),
      showSymbol: points.length <= 20,
      symbolSize: 8,
      lineStyle: { width: 2.5, type: dashed ? 'dashed' : 'solid' },
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return new Html(svg);
}

/** At most `most` of a curve's points, evenly chosen, ends kept: a curve of 25,000 points looks the same and weighs a hundredth. */
export function thinned(points: readonly RocPoint[], most = 300): RocPoint[] {
  if (points.length <= most) return [...points];
  return Array.from({ length: most }, (_, n) => points[Math.round((n * (points.length - 1)) / (most - 1))]);
}
