import type { Classifier } from '@textcam/text';
import { checkNumbers } from '../checks.js';
import { methods as allMethods, type Method } from '../explanation.js';
import { standardFractions } from '../faithfulness/fractionSets.js';
import { encodedText } from '../inputText.js';
import type { Removal } from '../investigation.js';
import { looks } from '../methods/looks.js';
import { logitsOf } from '../passes.js';
import { scoreOf, targetOf } from '../target.js';
import { type AuditEvent, type AuditedText, type Auditing, emptyRow, type MeasuredRow } from './auditing.js';
import { type Audit, type AuditRow, type Estimate, type Metric, metrics } from './auditResult.js';
import { estimateOf, withBest } from './estimates.js';
import { forgettingLayers } from './forgettingLayers.js';
import { Residuals } from './identities.js';
import { movingVectors } from './movingVectors.js';
import { takingAway } from './takingAway.js';

export interface AuditOptions {
  /** What the texts are from, for the result. */
  dataset: string;
  /** Whose rows there shall be; all when left out. */
  methods?: readonly Method[];
  /** Of random orders, noise, untrained layers and intervals; 1 when left out. */
  seed?: number;
  /** How words are taken away: 'delete' for comprehensiveness and sufficiency, 'zero' for the curves when left out. */
  removals?: { fractions?: Removal; curves?: Removal };
  /** 20 when left out. */
  randomOrders?: number;
  /** Of max-sensitivity: within 0.02, 10 times when left out. */
  noise?: { radius?: number; samples?: number };
  /** So many texts are explained again, under noise and by models that lost what they learned; 25 when left out. */
  explainedAgain?: number;
  /** 1000 when left out. */
  bootstrapSamples?: number;
}

/**
 * How far a classifier's explanations can be trusted: every method by every metric on some texts, and the identities that must hold.
 *
 * What is explained is the margin of the predicted class; what is watched as words are taken away is its probability. Texts are as
 * `Classifier.encode` has them, or words alone: n-grams are found anew. Those of which the model sees nothing are left out. Yields progress; the
 * same seed gives the same numbers. The classifier is left as it is. Throws ExplainError when its numbers are not finite.
 */
export async function* audit(
  classifier: Classifier,
  texts: readonly { ids: Int32Array }[],
  options: AuditOptions,
): AsyncGenerator<AuditEvent, Audit> {
  const auditing = await prepared(classifier, texts, options);
  yield* takingAway(auditing);
  yield* movingVectors(auditing);
  yield* forgettingLayers(auditing);
  const { settings, residuals, model } = auditing;
  return {
    format: 'textcam-audit',
    version: 1,
    dataset: options.dataset,
    ...settings,
    texts: auditing.texts.length,
    unseen: texts.length - auditing.texts.length,
    fractions: [...standardFractions],
    reversedByArticle: auditing.reversedByArticle,
    explainedAgain: Math.min(settings.explainedAgain, auditing.texts.length),
    rows: rowsOf(auditing),
    selfTests: residuals.results({
      affine: model.affine === true,
      ngrams: classifier.ngrams.size > 0,
      classes: classifier.labels.length,
    }),
  };
}

async function prepared(
  classifier: Classifier,
  texts: readonly { ids: Int32Array }[],
  {
    methods = allMethods,
    seed = 1,
    removals,
    randomOrders = 20,
    noise,
    explainedAgain = 25,
    bootstrapSamples = 1000,
  }: AuditOptions,
): Promise<Auditing> {
  const { network } = classifier;
  const seen = texts.map(({ ids }) => encodedText(classifier, ids)).filter(({ length }) => length > 0);
  const logits = await logitsOf(network, seen);
  for (const row of logits) checkNumbers(row);
  const ready = seen.map((text, n): AuditedText => {
    const target = targetOf(logits[n], 'margin');
    const { probabilities } = classifier.predictionOf(logits[n]);
    return { text, target, score: scoreOf(logits[n], target), probability: probabilities[target.explained] };
  });
  return {
    classifier,
    model: network,
    settings: {
      seed,
      removals: { fractions: 'delete', curves: 'zero', ...removals },
      randomOrders,
      noise: { radius: 0.02, samples: 10, ...noise },
      explainedAgain,
      bootstrapSamples,
    },
    texts: ready,
    denseBias: Array.from(await network.dense.bias.read()),
    rows: looks.filter(({ method }) => methods.includes(method)).map(emptyRow),
    random: new Map(),
    residuals: new Residuals(),
    reversedByArticle: 0,
  };
}

function rowsOf({ rows, random, settings: { seed, bootstrapSamples } }: Auditing): AuditRow[] {
  const estimate = (values: readonly number[]) => estimateOf(values, { samples: bootstrapSamples, seed });
  const estimates = (samples: Map<Metric, number[]>) =>
    Object.fromEntries(
      metrics.map((metric) => [metric, samples.has(metric) ? estimate(samples.get(metric)!) : null]),
    ) as Record<Metric, Estimate | null>;
  const rowOf = ({ audited, samples, randomization }: MeasuredRow) => {
    const forgotten = randomization.map(({ mode, layer, signed, absolute }) => ({
      ...{ mode, layer },
      ...{ signed: estimate(signed), absolute: estimate(absolute) },
    }));
    const everything = forgotten.findLast(({ mode }) => mode === 'cascading');
    const all = { ...estimates(samples), randomization: everything?.absolute ?? null };
    return { ...audited, metrics: all, randomization: forgotten };
  };
  const floor = { method: 'random' as const, branch: null, metrics: estimates(random), randomization: [] };
  return withBest([...rows.map(rowOf), floor]);
}
