import type { Device } from '@textcam/tensor';
import type { Check } from '@textcam/tensor/conformance';
import type { FoundDevices } from '@textcam/tensor/node';
import { withoutCalls } from './device.js';
import { oneLine } from './errors.js';
import type { Colours } from './io.js';

/** A device and how its self-check went. */
export interface DeviceChecks {
  readonly device: Device;
  readonly checks: Check[];
  /** Why the check ended early, where it did. */
  brokeOff?: string;
}

export interface Room {
  /** Characters in a line. */
  readonly width: number;
  readonly colours: Colours;
}

const indent = ' '.repeat(8);

/** The devices with features and limits, and which of them auto picks, for people. */
export function devicesText({ devices, chosen, why }: FoundDevices, { width, colours }: Room): string {
  const parts = devices.map(({ name, description, details: { adapter, features, limits } }) => {
    const entries = Object.entries(limits).map(([limit, value]) => `${limit} ${value.toLocaleString('en')}`);
    return [
      `${colours.bold(name.padEnd(indent.length))}${oneLine(description)}`,
      ...(adapter === description ? [] : [`${indent}adapter   ${oneLine(adapter)}`]),
      ...field('features', features, width),
      ...field('limits', entries, width),
    ];
  });
  const choice = `auto picks ${colours.bold(chosen.name)}: ${withoutCalls(why)}`;
  return `${[...parts.flat(), '', choice].join('\n')}\n`;
}

/** What passed on each device, and apart from it what did not. */
export function checksText(results: readonly DeviceChecks[], { width, colours }: Room): string {
  const lines = results.flatMap(({ device, checks, brokeOff }) => {
    const failed = checks.filter(({ passed }) => !passed);
    const bad = new Set(failed.map(({ op }) => op));
    const good = [...new Set(checks.map(({ op }) => op))].filter((op) => !bad.has(op));
    const name = device.name.padEnd(indent.length);
    return [
      '',
      `${colours.bold(name)}${oneLine(device.description)}: ${good.length} of ${good.length + bad.size} ops pass`,
      ...columns(good, width - indent.length - 2).map((line) => `${indent}${colours.green('✓')} ${line}`),
      ...failed.map((check) => `${indent}${colours.red(`✗ ${failure(check)}`)}`),
      ...(brokeOff === undefined ? [] : [`${indent}${colours.red(`✗ broke off: ${oneLine(brokeOff)}`)}`]),
    ];
  });
  return `${lines.join('\n')}\n`;
}

/** In units in the last place; infinite where the op failed. */
function failure({ op, direction, worstError }: Check): string {
  return `${op}, ${direction}: worst error ${worstError.toPrecision(3)} ULP`;
}

/** 'features  a, b, …' on as many lines as it takes; nothing for no items. */
function field(name: string, items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  const room = width - indent.length - 10;
  for (const [n, item] of items.entries()) {
    const word = n < items.length - 1 ? `${item},` : item;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, n) => `${indent}${(n === 0 ? name : '').padEnd(10)}${line}`);
}

/** The words in columns of one width, row by row. */
function columns(words: readonly string[], width: number): string[] {
  const column = Math.max(...words.map((word) => word.length)) + 2;
  const perLine = Math.max(1, Math.floor((width + 2) / column));
  const rows = Array.from({ length: Math.ceil(words.length / perLine) }, (_, n) =>
    words.slice(n * perLine, (n + 1) * perLine),
  );
  return rows.map((row) =>
    row
      .map((word) => word.padEnd(column))
      .join('')
      .trimEnd(),
  );
}
