import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeviceError } from '@textcam/tensor';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { losableGpu } from '../../tensor/test/losableGpu.js';
import { reviewsCsv, temporaryFolder, textcam, writeFiles } from './textcam.js';

type Node = typeof import('@textcam/tensor/node');
const opening = vi.hoisted((): { instead?: (original: Node) => Node['openDevice'] } => ({}));

vi.mock('@textcam/tensor/node', async (importOriginal) => {
  const original = await importOriginal<Node>();
  const openDevice: Node['openDevice'] = (...options) =>
    (opening.instead?.(original) ?? original.openDevice)(...options);
  return { ...original, openDevice };
});

let opened: (string | undefined)[];
let webGpuIsLeft: boolean;
let lose: () => void;

// As if the driver crashed: the devices are real ones, which can be lost.
beforeEach(() => {
  opened = [];
  webGpuIsLeft = true;
  opening.instead = (original) => async (choice) => {
    opened.push(choice);
    if (choice !== 'webgpu') return original.openDevice(choice);
    if (opened.length > 1 && !webGpuIsLeft) throw new DeviceError('webgpu: no driver answers');
    const losable = await losableGpu();
    lose = losable.lose;
    return original.openDevice(choice, { gpu: losable.gpu });
  };
});

describe.runIf(devices.some(({ name }) => name === 'webgpu'))('a device that is lost while it trains', () => {
  /** Trains, loses the device after the second epoch, and gives what is told of it. */
  async function trainAndLose() {
    const folder = await temporaryFolder();
    const files = await writeFiles(folder, { 'reviews.csv': reviewsCsv() });
    const settings = ['--dimensions', '8', '--epochs', '4', '--batch-size', '4', '--device', 'webgpu', '--out', folder];
    const { code, stderr } = await textcam(['train', '--dataset', files['reviews.csv'], ...settings], {
      onStderr(text) {
        // Once: the epoch that was not copied yet is told again.
        if (text.startsWith('Epoch 2/') && opened.length === 1) lose();
      },
    });
    expect(code).toBe(0);
    const { device } = JSON.parse(await readFile(join(folder, 'metrics.json'), 'utf8'));
    const predicted = await textcam(['predict', join(folder, 'model.safetensors'), 'lovely', '--device', 'cpu']);
    expect(predicted.code).toBe(0);
    return { device, lines: stderr.trimEnd().split('\n') };
  }

  const told = (description: string) =>
    expect.stringMatching(`^Going on \\D+( \\d of )?epoch 2/4 on ${description}: the GPU was lost \\(`);

  test('is followed by another, told in one line, and the model is valid', async () => {
    const { device, lines } = await trainAndLose();
    expect(device).toBe('webgpu');
    expect(lines.filter((line) => line.includes('lost'))).toEqual([told('.+')]);
    expect(lines.at(-1)).toMatch(/^Epoch 4\/4: /);
    expect(opened.slice(0, 2)).toEqual(['webgpu', 'webgpu']);
  });

  test('is followed by the CPU where there is no other', async () => {
    webGpuIsLeft = false;
    const { device, lines } = await trainAndLose();
    expect(device).toBe('cpu');
    expect(lines).toContainEqual(told('CPU'));
    expect(opened.slice(0, 3)).toEqual(['webgpu', 'webgpu', 'cpu']);
  });
});
