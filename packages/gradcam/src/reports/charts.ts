import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { Html, html } from './page.js';

echarts.use([LineChart, GridComponent, SVGRenderer]);

/** One line of a chart: points [x, y]. */
export interface Series {
  name: string;
  points: readonly (readonly [number, number])[];
  /** Something to compare with, not a result: faint and dashed; or one of many such, thin. A crowd's legend is that of its first. */
  reference?: boolean | 'crowd';
  /** A mark at every point, on the line or without one, or a dash there; a short line that is not of a unit has them anyway. */
  marks?: 'on the line' | 'alone' | 'as a dash';
  /** What stands beside each mark. */
  labels?: readonly string[];
}

export interface LineChartOptions {
  /** What a reader who cannot see it is told. */
  label: string;
  xName: string;
  yName: string;
  series: readonly Series[];
  /** Both axes from 0 to 1. Without it, x counts from 1 in whole numbers. */
  unit?: boolean;
  /** x is one of so many things, counted from 1, each with room of its own. */
  categories?: number;
  /** In units of a width of 480. */
  height?: number;
}

const width = 480;
const colours = 6;
const lineTypes = ['solid', 'dashed', 'dotted'] as const;
/** Width and height. */
const dash = [40, 3];
const symbols = ['circle', 'rect', 'triangle', 'diamond'] as const;

/**
 * A line chart as SVG, drawn without a browser, with its legend below as a list. Lines and text take the page's colours, in light and in
 * dark. Names of series stay out of the SVG: they may be anything.
 */
export function lineChart(options: LineChartOptions): Html {
  const { label, yName, series, unit = false, categories, height = 320 } = options;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  const looks = looksOf(series);
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif', fontSize: 16 },
    grid: { left: 72, right: 20, top: 16, bottom: 60, containLabel: false },
    xAxis: xAxisOf(options),
    yAxis: { ...axis(yName, 52), ...(unit ? { min: 0, max: 1 } : { scale: true }) },
    series: series.map(({ points, marks, labels = [] }, n) => ({
      type: 'line',
      silent: true,
      // Things are counted from 0 there.
      data: points.map(([x, y]) => [categories === undefined ? x : x - 1, y]),
      color: looks[n].colour,
      symbol: marks === 'as a dash' ? 'rect' : symbols[n % symbols.length],
      showSymbol: marks !== undefined || (!unit && points.length <= 20),
      symbolSize: marks === 'as a dash' ? dash : 9,
      lineStyle: { width: marks === 'alone' || marks === 'as a dash' ? 0 : looks[n].width, type: looks[n].lineType },
      label: {
        show: labels.length > 0,
        position: 'right',
        color: 'currentColor',
        fontSize: 15,
        formatter: ({ dataIndex }: { dataIndex: number }) => labels[dataIndex] ?? '',
      },
    })),
  });
  // The rules it brings are for a pointer, which here moves nothing.
  const svg = chart.renderToSVGString().replace(/<style[\s\S]*?<\/style>/, '');
  chart.dispose();
  return html`<div role="img" aria-label="${label}">${new Html(svg)}</div>${legend(series, looks)}`;
}

function xAxisOf({ xName, series, unit, categories }: LineChartOptions) {
  const look = axis(xName, 34);
  if (categories !== undefined) {
    return { ...look, type: 'category' as const, data: Array.from({ length: categories }, (_, n) => String(n + 1)) };
  }
  const last = Math.max(...series.flatMap(({ points }) => points.map(([x]) => x)));
  return { ...look, ...(unit ? { min: 0, max: 1 } : { min: 1, max: last, minInterval: 1 }) };
}

interface Look {
  colour: string;
  lineType: (typeof lineTypes)[number];
  width: number;
}

function looksOf(series: readonly Series[]): Look[] {
  let own = 0;
  return series.map(({ reference, marks }): Look => {
    if (reference === 'crowd') return { colour: 'var(--faint)', lineType: 'solid', width: 0.6 };
    if (reference) return { colour: 'var(--faint)', lineType: 'dashed', width: 2.5 };
    const n = own++;
    return {
      colour: `var(--series-${(n % colours) + 1})`,
      lineType: marks === 'alone' ? 'dotted' : lineTypes[Math.floor(n / colours) % lineTypes.length],
      width: 2.5,
    };
  });
}

function axis(name: string, nameGap: number) {
  const ink = 'currentColor';
  return {
    type: 'value' as const,
    name,
    nameLocation: 'middle' as const,
    nameGap,
    nameTextStyle: { color: ink, fontSize: 16 },
    axisLine: { show: true, lineStyle: { color: ink } },
    axisLabel: { color: ink, fontSize: 15, hideOverlap: true },
    splitLine: { lineStyle: { color: 'var(--line)' } },
  };
}

function legend(series: readonly Series[], looks: readonly Look[]): Html {
  if (series.length < 2) return html``;
  const item = ({ name, reference }: Series, n: number) => {
    if (reference === 'crowd' && series[n - 1]?.reference === 'crowd') return html``;
    const { lineType, colour, width } = looks[n];
    const thin = reference === 'crowd' ? html`;border-top-width:${Math.ceil(width)}px` : html``;
    return html`<li><span style="border-top-style:${lineType};border-color:${colour}${thin}"></span>${name}</li>`;
  };
  return html`<ul class="series">${series.map(item)}</ul>`;
}
