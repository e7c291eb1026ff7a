import { type ExplainOptions, type Explanation, explain, explainReversal, spearman } from '@textcam/gradcam';
import type { Classifier } from '@textcam/text';
import type { Handlers } from '../protocol/calls.js';
import type { Choices, Compared, ExplainCalls, Explained, TextAsked } from '../protocol/explainCalls.js';
import type { Bench } from './bench.js';
import { receiptOf } from './receipt.js';
import { reversalShown } from './reversal.js';
import { explainedOf } from './shown.js';

export function explainHandlers(bench: Bench): Handlers<keyof ExplainCalls> {
  return {
    explain: (asked) => bench.run((classifier) => explained(classifier, asked)),
    compare: ({ first, second }) => bench.run((classifier) => compared(classifier, first, second)),
    receipt: (asked) =>
      bench.run(async (classifier) => {
        const { className, target } = optionsOf(asked);
        const options = { method: 'receipt', target, ...(className !== undefined && { className }) } as const;
        return receiptOf(await explain(classifier, asked.text, options));
      }),
    reverse: ({ text, removal }) =>
      bench.run(async (classifier) => {
        const { tokens } = classifier.encode(text);
        return reversalShown(tokens, await explainReversal(classifier, text, removal));
      }),
    json: (asked) =>
      bench.run(async (classifier) => JSON.stringify(await explain(classifier, asked.text, optionsOf(asked)), null, 2)),
    report: (asked) =>
      bench.run(async (classifier) => {
        const { reportOf } = await import('./report.js');
        return reportOf(classifier, asked.text, optionsOf(asked));
      }),
  };
}

function optionsOf({
  method,
  branch,
  className,
  target,
  relu,
}: Choices): ExplainOptions & { target: 'margin' | 'logit' } {
  return { method, branch, target, relu, ...(className !== null && { className }) };
}

async function explained(classifier: Classifier, asked: TextAsked): Promise<Explained> {
  const started = performance.now();
  const explanation = await explain(classifier, asked.text, optionsOf(asked));
  return explainedOf(explanation, performance.now() - started);
}

async function compared(classifier: Classifier, first: TextAsked, second: TextAsked): Promise<Compared> {
  const one = await explain(classifier, first.text, optionsOf(first));
  const started = performance.now();
  const other = await explain(classifier, second.text, optionsOf(second));
  const correlation = spearman(valuesOf(one), valuesOf(other));
  return {
    explained: explainedOf(other, performance.now() - started),
    correlation: Number.isNaN(correlation) ? null : correlation,
  };
}

function valuesOf({ tokens }: Explanation): number[] {
  return tokens.flatMap(({ relevance }) => relevance ?? []);
}
