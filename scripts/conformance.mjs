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

Each op's own tests hold how it treats NaN and infinities on the CPU. On WebGPU these differences are known:

- subnormal numbers (below 1.2e-38) may become 0 on WebGPU; its specification allows it, and SwiftShader does it in some ops;
- SwiftShader swallows NaN: relu(NaN) and sigmoid(NaN) are 0, tanh(NaN) is -1, exp(NaN) infinite, log(NaN) 89, so that a model that has
  diverged may look healthy there; its logarithm of 0 is -88, and of -1 it is 0;
- both software drivers take x != x for false and max(NaN, 0) for 0; where a body tells NaN apart, it looks at the bits.
`;
writeFileSync(new URL('../docs/conformance.md', import.meta.url), page);
for (const device of devices) device.close();
