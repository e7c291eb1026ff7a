import { createRandom } from '@textcam/tensor';
import { Scorer } from '@textcam/text';
import type { BranchChoice, Method } from '../explanation.js';
import { kendallTau } from '../faithfulness/kendallTau.js';
import { orderOf, randomOrders } from '../faithfulness/order.js';
import { wordsIn } from '../inputText.js';
import { looks } from '../methods/looks.js';
import type { Answer } from '../methods/method.js';
import { answersOf } from './auditedMethods.js';
import { type AuditEvent, type AuditedText, type Auditing, addSample, auditStreams, placeOf } from './auditing.js';
import type { Metric } from './auditResult.js';
import { residualsOf } from './identities.js';
import { type KeptOrder, orderKeeper } from './keptScores.js';
import { meanOf, removalMetrics } from './removalMetrics.js';

/** Texts that are explained side by side. */
const lotSize = 32;

/** Every method explains every text; then words are taken away in its order, and in random ones. */
export async function* takingAway(auditing: Auditing): AsyncGenerator<AuditEvent> {
  const { classifier, model, texts, settings } = auditing;
  const scorer = new Scorer(classifier);
  const random = createRandom(settings.seed, auditStreams.orders);
  const keep = orderKeeper(texts.reduce((longest, { text }) => Math.max(longest, wordsIn(text)), 0));
  try {
    for (let first = 0; first < texts.length; first += lotSize) {
      const lot = texts.slice(first, first + lotSize);
      const asked = { texts: lot.map(({ text }) => text), targets: lot.map(({ target }) => target) };
      const answers: Answer[][] = [];
      for (const audited of looks) answers.push(await answersOf(audited, model, asked));
      for (const [n, text] of lot.entries()) {
        const own = answers.map((all) => all[n]);
        const seed = Math.floor(random() * 2 ** 32);
        await measure(auditing, text, { answers: own, scorer, keep, seed });
        prove(auditing, text, own);
        yield { type: 'audit', phase: 'taking words away', done: first + n + 1, total: texts.length };
      }
    }
  } finally {
    scorer.dispose();
  }
}

interface Measuring {
  /** Of all audited methods. */
  answers: readonly Answer[];
  scorer: Scorer;
  keep: (order: readonly number[]) => KeptOrder;
  /** Of the random orders. */
  seed: number;
}

async function measure(
  auditing: Auditing,
  text: AuditedText,
  { answers, scorer, keep, seed }: Measuring,
): Promise<void> {
  const { rows, random, settings } = auditing;
  const values = rows.map(({ audited: { method, branch } }) => answers[placeOf(method, branch)].values);
  const drawn = randomOrders(wordsIn(text.text), settings.randomOrders, seed);
  const both = (order: KeptOrder) => ({ deletion: order, insertion: order });
  // A random order's reverse is as random, and putting words in by it goes through the sets that taking them away went through.
  const mirrored = (order: number[]) => ({ deletion: keep(order), insertion: keep([...order].reverse()) });
  const orders = [...values.map((own) => both(keep(orderOf(own)))), ...drawn.map(mirrored)];
  const reduced = { text: text.text, explained: text.target.explained, removals: settings.removals };
  const measured = await removalMetrics(scorer, reduced, orders);
  const leftOut = answers[placeOf('occlusion-delete')].values;
  rows.forEach((row, n) => {
    addAll(row.samples, { ...measured[n], tauLoo: kendallTau(values[n], leftOut) });
    if (row.values.length < settings.explainedAgain) row.values.push(values[n]);
  });
  const taus = drawn.map((order) => kendallTau(rankingOf(order), leftOut));
  addAll(random, {
    ...meanOf(measured.slice(rows.length)),
    tauLoo: taus.reduce((sum, tau) => sum + tau, 0) / taus.length,
  });
}

/** The identities of one text, and whether the article's method turns its order round. */
function prove(auditing: Auditing, text: AuditedText, answers: readonly Answer[]): void {
  const { denseBias, residuals } = auditing;
  const { explained, rival } = text.target;
  const answerOf = (method: Method, branch?: BranchChoice) => answers[placeOf(method, branch)];
  if ((answerOf('article', 1).m ?? 0) > 0) auditing.reversedByArticle += 1;
  residuals.add(
    residualsOf({
      ...text,
      count: text.text.ids.filter((id) => id >= 0).length,
      denseBias: denseBias[explained] - (rival === null ? 0 : denseBias[rival]),
      answerOf,
    }),
  );
}

function addAll(samples: Map<Metric, number[]>, found: Partial<Record<Metric, number>>): void {
  for (const [metric, value] of Object.entries(found) as [Metric, number][]) addSample(samples, metric, value);
}

/** Values that lead to this order. */
function rankingOf(order: readonly number[]): number[] {
  const values = new Array<number>(order.length);
  order.forEach((place, rank) => {
    values[place] = -rank;
  });
  return values;
}
