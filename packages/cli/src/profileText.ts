import type { StepProfile } from '@textcam/nn';
import { tableLines } from './table.js';

/** A profile for people: what a step asks for, and a row for each kernel. */
export function profileLines({ perStep, kernels }: StepProfile): string[] {
  const total = kernels.reduce((sum, { ms }) => sum + ms, 0);
  const rows = kernels.map(({ name, calls, ms }) => [
    name,
    String(calls),
    figure(ms, (time) => time.toFixed(3)),
    figure(ms / total, (share) => `${(100 * share).toFixed(1)} %`),
  ]);
  const { dispatches, submissions, buffersCreated, bindGroupsCreated, maps } = perStep;
  return [
    `A step: dispatches ${dispatches}, submissions ${submissions}, buffers created ${buffersCreated}, bind groups created ${bindGroupsCreated}, maps ${maps}`,
    '',
    ...tableLines([['kernel', 'calls', 'ms', 'share'], ...rows]),
  ];
}

/** NaN where the device has no clock, or where nothing took any time. */
function figure(value: number, shown: (value: number) => string): string {
  return Number.isFinite(value) ? shown(value) : '–';
}
