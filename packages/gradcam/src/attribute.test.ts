import { CpuDevice } from '@textcam/tensor';
import { describe, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { expectAgreement, fewQuestionsOf, questionsOf } from '../test/agreement.js';
import { activatedCnns, plainCopy, randomTextCnn } from '../test/networks.js';
import { attributeAll } from './attribute.js';
import { methods } from './explanation.js';

const exact = new CpuDevice({ precision: 'float64' });

// In float64 the two must be the same computation; in float32 they are as close as that precision allows.
const computations = [
  { name: 'float64', device: exact, tolerance: 1e-10, asking: questionsOf },
  ...devices.map((device) => ({ name: device.description, device, tolerance: 1e-5, asking: fewQuestionsOf })),
];

/** Of different lengths: the long ones pad the short ones in a batch. */
const texts = [
  { ids: [3, 7, 3, 1, 5], length: 5 },
  { ids: [4], length: 1 },
  { ids: [6, 2], length: 2 },
  { ids: [5, 2, 9, 0, 0, 0], length: 3 },
  { ids: [8, -1, 6], length: 3 },
  { ids: [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8], length: 11 },
];

describe.each(computations)(
  'attribute on $name beside plain loops, within $tolerance',
  ({ device, tolerance, asking }) => {
    describe.each([2, 3])('with %i classes', (classes) => {
      const network = randomTextCnn(device, { classes });

      test.each(methods)('%s: branches and targets, signed and cut off', async (method) => {
        const plain = await plainCopy(network);
        for (const question of asking(method, 3, classes)) {
          const all = await attributeAll(network, texts, question);
          all.forEach((attribution, n) => {
            expectAgreement(attribution, plain, texts[n], question, tolerance);
          });
        }
      });
    });

    describe.each(activatedCnns(device))('with $name, a network of one’s own', ({ network }) => {
      test.each(methods)('%s: branches and targets, signed and cut off', async (method) => {
        const plain = await plainCopy(network, network);
        for (const question of asking(method, network.branches.length, 2)) {
          const all = await attributeAll(network, texts, question);
          all.forEach((attribution, n) => {
            expectAgreement(attribution, plain, texts[n], question, tolerance);
          });
        }
      });
    });
  },
);
