import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { newFolder, reviewsCsv, smallModel, textcam, writeFiles } from './textcam.js';

let folder: string;
let model: string;
let csv: string;
beforeAll(async () => {
  folder = await newFolder();
  model = await smallModel(folder);
  csv = (await writeFiles(folder, { 'reviews.csv': reviewsCsv() }))['reviews.csv'];
});
afterAll(() => rm(folder, { recursive: true }));

/** What the command prints on a device, as JSON. */
async function on(device: string, ...argv: string[]) {
  const { code, stdout, stderr } = await textcam([...argv, '--device', device]);
  expect([code, stderr.replace(/^Read \d+ texts\n/, '')]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** Every number in a value, in the order of its JSON. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function expectSameFigures(value: unknown, other: unknown) {
  const [numbers, others] = [numbersIn(value), numbersIn(other)];
  expect(numbers.length).toBe(others.length);
  for (const [n, number] of numbers.entries()) expect(Math.abs(number - others[n])).toBeLessThan(1e-5);
}

describe.runIf(devices.some(({ name }) => name === 'webgpu'))('--device webgpu gives the figures of the CPU', () => {
  const text = 'Tonight, a lovely film and a dreadful one.';

  test('predict', async () => {
    const argv = ['predict', model, text, '--json'];
    expectSameFigures(await on('webgpu', ...argv), await on('cpu', ...argv));
  });

  test.each([
    ['--branch', '1'],
    ['--branch', '2'],
    ['--branch', '3'],
    ['--method', 'article'],
  ])('explain %s %s', async (...options) => {
    const argv = ['explain', model, text, '--format', 'json', ...options];
    expectSameFigures(await on('webgpu', ...argv), await on('cpu', ...argv));
  });

  test('evaluate', async () => {
    const argv = ['evaluate', model, '--dataset', csv, '--json'];
    expectSameFigures(await on('webgpu', ...argv), await on('cpu', ...argv));
  });

  test('train', async () => {
    const out = join(folder, 'trained');
    const argv = ['train', '--dataset', csv, '--dimensions', '8', '--epochs', '2', '--batch-size', '4', '--json'];
    const [figures, others] = [await trained('webgpu'), await trained('cpu')];
    expect([figures.device, others.device]).toEqual(['webgpu', 'cpu']);
    expectSameFigures(figures.losses, others.losses);

    async function trained(device: string) {
      const { code, stdout } = await textcam([...argv, '--device', device, '--out', out]);
      expect(code).toBe(0);
      const { device: name, epochs } = JSON.parse(stdout);
      return { device: name, losses: epochs.map(({ trainLoss }: { trainLoss: number }) => trainLoss) };
    }
  });
});
