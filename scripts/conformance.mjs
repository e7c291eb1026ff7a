// Writes docs/conformance.md: how far every op is off on every device at hand. `npm run docs:conformance`, after a build; a Vulkan driver that
// VK_DRIVER_FILES names is one of the devices.
import { readFileSync, writeFileSync } from 'node:fs';
import { conformanceCases, selfCheck, specialInputs, specialValues } from '@textcam/tensor/conformance';
import { findDevices } from '@textcam/tensor/node';

const { devices } = await findDevices();
const columns = [];
for (const device of devices) {
  const worst = new Map();
  for await (const { op, direction, worstError } of selfCheck(device)) worst.set(`${op} ${direction}`, worstError);
  columns.push({ device, worst, special: await specialValues(device) });
}

const names = devices.map(({ name, details }) => (name === 'cpu' ? 'CPU, float32' : details.adapter));
const dawn = JSON.parse(readFileSync(new URL('../node_modules/webgpu/package.json', import.meta.url))).version;
const page = `# Conformance

How far every op of \`@textcam/tensor\` is off on every device, forward and backward, and what it makes of NaN, infinities and numbers too small.
\`textcam doctor\` runs the checks of the first table on your machine.

Written by \`npm run docs:conformance\` on ${new Date().toISOString().slice(0, 10)}, with Node ${process.version} and webgpu ${dawn} (Dawn) on ${process.platform}-${process.arch}:

${devices.map(describe).join('\n')}

## The measure

Each op runs on seeded inputs of a few ragged shapes, and so does its way back, for a seeded gradient of its result. Every element is compared with
that of the same op in float64 on the CPU, on the same inputs, which are rounded to float32 once for all. The error is

\`\`\`text
|value - reference| / ULP(max(|reference|, s))
\`\`\`

where ULP(x), the unit in the last place, is the distance between neighbouring float32 numbers in the binade of |x|: 2^(floor(log2 |x|) - 23),
and 2^-149 below the normal numbers. The nearest float32 is off by at most .5, and neighbours are 1 apart. s is 0, and the unit that of the
result, but for what the column "in ULPs of" says:

- **Σ |terms|**: where terms of both signs are summed, they may cancel, and no order of summing is more exact than its terms. s is the sum of
  their magnitudes, which the same op gives in float64 on the magnitudes of its inputs. That is the measure in which a bound of n ULPs for n terms
  holds in any order (Higham 2002, _Accuracy and Stability of Numerical Algorithms_, section 4.2).
- **the result, at least 1**: where an absolute error is granted. s is 1.
- otherwise the magnitudes of the terms of a difference that cancels, as written.

A value that is not finite where the reference is, or the other way round, fails.

## Where the tolerances come from

- **only moves values**: not a bit may change.
- **WGSL**: what the [accuracy tables of the specification](https://www.w3.org/TR/WGSL/#floating-point-accuracy) grant every adapter: sums, differences
  and products rounded up or down, so 1; quotients 2.5; \`exp\` 3 + 2 · |x|; \`log\` an absolute 2^-21 between .5 and 2, else 3; \`sqrt\` as
  1 / inverseSqrt, of which the latter has 2; \`tanh\` an absolute 1e-5.
- **WebNN tests**: what the [web platform tests of WebNN](https://github.com/web-platform-tests/wpt/blob/master/webnn/resources/utils.js) grant: \`exp\`
  32, \`sigmoid\` 34, a sum of n terms n, a mean n + 2, a matrix product 2K, a convolution 2 · kernelSize · inChannels, softmax 3n + 3.
- **steps**: from the above. What an earlier step may be off counts twice, since a ULP of one number is worth up to two of another; the last step
  counts once.

## Every op

| op | direction | may be off by | in ULPs of | ${names.join(' | ')} | where that comes from |
| --- | --- | ---: | --- | ${names.map(() => '---:').join(' | ')} | --- |
${conformanceCases.flatMap(rowsOf).join('\n')}

## NaN, infinities, -0 and subnormal numbers

What the element-wise and the reducing ops must make of them: float64 on the CPU, rounded to float32. Backward: the gradient with respect to x, for
a gradient of 1. 1e-39 is subnormal in float32, 3e+38 nearly its largest number.

| of | direction | ${specialInputs.map((x) => `x = ${shown(x)}`).join(' | ')} |
| --- | --- | ${specialInputs.map(() => '---:').join(' | ')} |
${expectedRows(columns[0].special).join('\n')}

WGSL lets an adapter assume that there is no NaN and no infinity, leave the sign of a zero out of account, and flush subnormal numbers to zero. What
each device made of that, here:

${columns.map(differences).join('\n\n')}
`;
writeFileSync(new URL('../docs/conformance.md', import.meta.url), page);
for (const device of devices) device.close();

function describe({ name, description, details: { adapter, features } }) {
  const driver = name === 'cpu' ? `${description}, ${adapter}` : `WebGPU on ${adapter}`;
  return `- ${driver}${features.length > 0 ? `; features: ${features.join(', ')}` : ''}`;
}

function rowsOf({ op, forward, backward }) {
  return Object.entries({ forward, ...(backward && { backward }) }).map(([direction, { formula, unit, source }]) => {
    const errors = columns.map(({ worst }) => worst.get(`${op} ${direction}`));
    const cells = errors.map((error) => (Number.isFinite(error) ? String(Number(error.toFixed(2))) : 'failed'));
    return `| ${[op, direction, formula, unit.says, ...cells, source].join(' | ')} |`;
  });
}

function expectedRows(special) {
  const rows = new Map();
  for (const { of, direction, expected } of special) {
    const row = `${of} | ${direction}`;
    rows.set(row, [...(rows.get(row) ?? [row]), shown(expected)]);
  }
  return [...rows.values()].map((cells) => `| ${cells.join(' | ')} |`);
}

function differences({ device, special }) {
  const differing = special.filter(({ agrees }) => !agrees);
  const rows = differing.map(({ of, direction, x, expected, found }) => {
    return `| ${[of, direction, ...[x, expected, found].map(shown)].join(' | ')} |`;
  });
  const table = ['| of | direction | x | must be | is |', '| --- | --- | ---: | ---: | ---: |', ...rows].join('\n');
  const count = `${special.length - differing.length} of ${special.length} agree.`;
  return `### ${device.details.adapter}\n\n${count}${rows.length > 0 ? `\n\n${table}` : ''}`;
}

function shown(x) {
  if (!Number.isFinite(x)) return String(x).replace('Infinity', '∞');
  if (Object.is(x, -0)) return '-0';
  const short = Number(x.toPrecision(3));
  return Math.abs(short) < 1e6 ? String(short) : short.toExponential();
}
