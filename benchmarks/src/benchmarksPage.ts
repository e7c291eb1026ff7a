import { machineText } from './machine.js';
import type { Results } from './results.js';
import { turn } from './rounds.js';
import { shown } from './table.js';

/** By the length of the batches and a peer's name: ours is to take at most one part in so many of its time. */
export const goals = new Map<number, Record<string, number>>([
  [150, { torch: 5, 'jax-js': 18, 'tfjs-wasm': 80 }],
  [500, { torch: 12, 'jax-js': 50, 'tfjs-wasm': 200 }],
]);

/** docs/benchmarks.md, from the figures of the suite on the CPU. */
export function benchmarksPage({ machine, texts, batches, epoch = [] }: Results): string {
  const source =
    texts === 'imdb' ? 'IMDB training reviews' : "texts drawn to be like the IMDB reviews, which weren't found";
  const sections = Object.entries(batches).map(([name, rows]) => {
    const own = goals.get(Number(name.slice(1))) ?? {};
    return `## T = ${name.slice(1)}\n\n${stepTable(rows, own)}\n\n${plainLine(rows)}`;
  });
  const seconds = epoch.map(({ system, seconds }) => [system, seconds.toFixed(2)]);
  return `# Training steps beside other libraries, on the CPU

Written by \`npm run bench\`; the times are those of one run on this machine:

\`\`\`text
${machineText(machine)}
\`\`\`

A step of the article's network, 100 texts a batch, 300 dimensions: loss, gradients and Adam, until the loss is back on the host. The batches are
${source}. All systems start from the same weights and must compute the same losses for three steps; only then are they timed,
in alternating rounds. Training is a steady state, which no system is in right after the turns of the others: so each has turns of ${turn.untimed + turn.timed} steps,
of which the first ${turn.untimed} are not timed. \`textcam-plain\` is ours without WebAssembly and threads; \`loops\` are plain loops in TypeScript. The others embed and then
convolve, as the network is defined; ours does it in the order that its op \`projectedConv1d\` has. The goal is the share of a peer's time that
ours is to take at most.

${sections.join('\n\n')}

## An epoch

Over ${texts === 'imdb' ? 'the 25,000 training reviews' : '2,000 drawn texts'}, making the batches included. The goal on the training reviews is 4.5 s.

${markdownTable([['system', 'seconds'], ...seconds])}
`;
}

function stepTable(rows: Results['batches'][string], own: Readonly<Record<string, number>>): string {
  const [ours] = rows;
  const cells = rows.map(({ system, medianMs, rounds }) => {
    const ratio = `1/${shown(medianMs / ours.medianMs)}`;
    const goal = own[system] === undefined ? '' : `1/${own[system]}`;
    return [system, shown(medianMs), system === ours.system ? '' : ratio, goal, `${rounds}`];
  });
  return markdownTable([['system', 'median ms', 'ours takes', 'goal', 'rounds'], ...cells]);
}

function plainLine(rows: Results['batches'][string]): string {
  const of = (name: string) => rows.find(({ system }) => system === name)?.medianMs ?? Number.NaN;
  const ratio = of('textcam-plain') / of('jax-js');
  return `Without WebAssembly ours takes ${shown(ratio)} of jax-js' time; the goal is less than 1.`;
}

/** The first column to the left, the others to the right. */
function markdownTable([head, ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(4, ...[head, ...rows].map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]) : cell.padStart(widths[n]))).join(' | ')} |`;
  const rule = widths.map((width, n) => (n === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
