// Writes docs/conformance.md: how far every op is off on the CPU and on the adapter that WebGPU gives here. npm run docs:conformance
import { writeFileSync } from 'node:fs';
import { CpuDevice } from '@textcam/tensor';
import { conformanceCases, selfCheck } from '@textcam/tensor/conformance';
import { openDevice } from '@textcam/tensor/node';

const devices = [new CpuDevice(), await openDevice('webgpu')];
const columns = [];
for (const device of devices) {
  const worst = new Map();
  for await (const { op, direction, worstError } of selfCheck(device)) worst.set(`${op} ${direction}`, worstError);
  columns.push(worst);
  console.log(`${device.description}: ${worst.size} checks`);
}

const shown = (error) => (Number.isFinite(error) ? String(Number(error.toFixed(2))) : 'failed');
const rows = conformanceCases.flatMap(({ op, ulps, source }) =>
  ['forward', 'backward'].map((direction, n) => {
    const errors = columns.map((worst) => shown(worst.get(`${op} ${direction}`)));
    return `| ${op} | ${direction} | ${ulps[n]} | ${errors.join(' | ')} | ${source} |`;
  }),
);
const page = `# Conformance

Every op on every device, forward and backward, against the same op in float64 on the CPU, on the same seeded inputs rounded to float32. Errors
are in units in the last place (ULPs) of float32 at the expected value; for ops that sum terms which may cancel, at the largest expected value.
\`textcam doctor\` runs the same checks on your machine.

Made by \`npm run docs:conformance\` on ${new Date().toISOString().slice(0, 10)} with Node ${process.version}; WebGPU on ${devices[1].details.adapter}.

| op | direction | allowed | CPU, float32 | WebGPU | where the tolerance comes from |
| --- | --- | ---: | ---: | ---: | --- |
${rows.join('\n')}

## Numbers that are no ordinary ones

NaN and infinities are held by each op's own tests on every device: what is NaN on the CPU is NaN there, and the like for infinities. Differences
that are known and allowed:

- subnormal numbers (below 1.2e-38) may become 0 on WebGPU; its specification allows it, and SwiftShader does it in some ops;
- SwiftShader's tanh is NaN from 89 on, its logarithm of 0 is -88 and of a negative number finite, its exp(NaN) infinite: our bodies go
  round these, at the price of a comparison;
- both software drivers take x != x for false and max(NaN, 0) for 0: our bodies look at the bits.
`;
writeFileSync(new URL('../docs/conformance.md', import.meta.url), page);
for (const device of devices) device.close();
