import { normal } from '@textcam/nn';
import { createRandom, type Random } from '@textcam/tensor';
import type { InputText } from '../inputText.js';
import type { Look } from '../methods/looks.js';
import type { ExplainableModel } from '../model.js';
import { logitsOf } from '../passes.js';
import { scoreOf, type Target } from '../target.js';
import { answersAgain, looksAtVectors } from './auditedMethods.js';
import { type AuditEvent, type Auditing, addSample, auditStreams, textsAgain } from './auditing.js';
import { vectorGradients } from './vectorGradients.js';
import { vectorOcclusion } from './vectorOcclusion.js';

/** Infidelity moves vectors by Gaussian noise of this standard deviation, so many times: what must be 0 needs no exact mean. */
const deviation = 0.1;
const gaussianSamples = 4;

/** Some texts are explained again with their vectors moved a little. */
export async function* movingVectors(auditing: Auditing): AsyncGenerator<AuditEvent> {
  const { model, rows, settings, residuals } = auditing;
  const random = createRandom(settings.seed, auditStreams.noise);
  const { texts, targets } = textsAgain(auditing);
  for (const [n, text] of texts.entries()) {
    const noisy = moved(model, text, settings.noise, random);
    for (const { audited, samples, values } of rows) {
      if (!looksAtVectors(audited)) continue;
      addSample(samples, 'maxSensitivity', largestMove(values[n], await valuesOf(audited, model, noisy, targets[n])));
    }
    residuals.add(await gradientResiduals(model, { text, noisy, target: targets[n] }, random));
    yield { type: 'audit', phase: 'moving vectors', done: n + 1, total: texts.length };
  }
}

/** What a method says of one text, moved in several ways. */
async function valuesOf(
  audited: Look,
  model: ExplainableModel,
  noisy: readonly InputText[],
  target: Target,
): Promise<number[][]> {
  if (audited.method === 'occlusion-zero') {
    return Promise.all(noisy.map((text) => vectorOcclusion(model, text, target)));
  }
  const answers = await answersAgain(audited, model, { texts: noisy, targets: noisy.map(() => target) });
  return answers.map(({ values }) => values);
}

interface Moved {
  text: InputText;
  noisy: readonly InputText[];
  target: Target;
}

/** The raw gradient of an affine score foretells what noise does, and does not move itself. */
async function gradientResiduals(model: ExplainableModel, { text, noisy, target }: Moved, random: Random) {
  const all = [text, ...noisy];
  const [here, ...there] = await vectorGradients(model, { texts: all, targets: all.map(() => target) });
  const infidelity = await relativeInfidelity(model, text, target, { gradient: here, random });
  return {
    'max-sensitivity of the raw gradient = 0': largestMove(here, there),
    'infidelity of the raw gradient = 0': infidelity,
  };
}

/** The text with noise on its vectors, uniform in every number, so many times. */
function moved(
  model: ExplainableModel,
  text: InputText,
  { radius, samples }: { radius: number; samples: number },
  random: Random,
): InputText[] {
  const count = text.ids.length * model.embedding.weight.shape[1];
  return Array.from({ length: samples }, () => ({
    ...text,
    noise: Float32Array.from({ length: count }, () => radius * (2 * random() - 1)),
  }));
}

/** max ‖Φ(x + d) - Φ(x)‖ / ‖Φ(x)‖, divided by 1 where Φ(x) is all 0. @see maxSensitivity */
function largestMove(here: ArrayLike<number>, there: readonly ArrayLike<number>[]): number {
  const moves = there.map((values) => norm(Array.from(values, (value, n) => value - here[n])));
  return Math.max(...moves) / (norm(here) || 1);
}

function norm(values: ArrayLike<number>): number {
  return Math.sqrt(dot(values, values));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n] * b[n];
  return sum;
}

/** The infidelity of the gradient over that of saying nothing, the mean square of what the noise does. @see infidelity */
async function relativeInfidelity(
  model: ExplainableModel,
  text: InputText,
  target: Target,
  { gradient, random }: { gradient: ArrayLike<number>; random: Random },
): Promise<number> {
  const noises = Array.from({ length: gaussianSamples }, () => normal(gradient.length, deviation, random));
  const without = noises.map((noise) => ({ ...text, noise: noise.map((value) => -value) }));
  const [whole, ...scores] = (await logitsOf(model, [text, ...without])).map((logits) => scoreOf(logits, target));
  const effects = scores.map((score) => whole - score);
  const misses = effects.map((effect, n) => dot(noises[n], gradient) - effect);
  return dot(misses, misses) / (dot(effects, effects) || 1);
}
