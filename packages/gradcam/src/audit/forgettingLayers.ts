import { saveParameters, TextCnn } from '@textcam/nn';
import { createRandom } from '@textcam/tensor';
import { type Classifier, networkOptionsOf } from '@textcam/text';
import { spearman } from '../faithfulness/spearman.js';
import { answersAgain } from './auditedMethods.js';
import { type AuditEvent, type Auditing, auditStreams, textsAgain } from './auditing.js';

/**
 * Some texts are explained again by copies of the model that lost what they learned in some layers, for the classes of the model itself.
 *
 * @see Adebayo et al. 2018, https://arxiv.org/abs/1810.03292
 */
export async function* forgettingLayers(auditing: Auditing): AsyncGenerator<AuditEvent> {
  const { classifier, rows, settings } = auditing;
  const again = textsAgain(auditing);
  const { network } = classifier;
  const learned = (await saveParameters(network.parameters(), {})).tensors;
  const untrained = await untrainedParameters(classifier, settings.seed);
  const forgettings = forgettingsOf([...learned.keys()]);
  for (const [done, { mode, layer, layers }] of forgettings.entries()) {
    const values = [...learned].map(([name, value]) => [
      name,
      layers.includes(layerOf(name)) ? untrained.get(name)! : value,
    ]);
    const copy = classifier.on(classifier.device, Object.fromEntries(values));
    try {
      for (const { audited, randomization, values: before } of rows) {
        const after = (await answersAgain(audited, copy.network, again)).map((answer) => answer.values);
        const correlations = (sign: (value: number) => number) =>
          after.map((values, n) => spearman(before[n].map(sign), values.map(sign)));
        randomization.push({ mode, layer, signed: correlations((value) => value), absolute: correlations(Math.abs) });
      }
    } finally {
      copy.dispose();
    }
    yield { type: 'audit', phase: 'forgetting layers', done: done + 1, total: forgettings.length };
  }
}

/** Layer by layer from the top, and each alone. */
function forgettingsOf(names: readonly string[]) {
  const fromTop = [...new Set(names.map(layerOf))].reverse();
  return [
    ...fromTop.map((layer, n) => ({ mode: 'cascading' as const, layer, layers: fromTop.slice(0, n + 1) })),
    ...fromTop.map((layer) => ({ mode: 'independent' as const, layer, layers: [layer] })),
  ];
}

/** conv1 of conv1.weight. */
function layerOf(parameter: string): string {
  return parameter.slice(0, parameter.lastIndexOf('.'));
}

/** What the layers start from, drawn anew: see each layer for how. */
async function untrainedParameters({ device, preset, labels, rows }: Classifier, seed: number) {
  const settings = networkOptionsOf(preset, { rows, classes: labels.length });
  const network = new TextCnn(settings, device, createRandom(seed, auditStreams.layers));
  const parameters = network.parameters();
  const { tensors } = await saveParameters(parameters, {});
  for (const parameter of Object.values(parameters)) parameter.dispose();
  return tensors;
}
