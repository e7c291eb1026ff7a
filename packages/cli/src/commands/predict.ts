import type { Classifier, PredictedLot, Prediction } from '@textcam/text';
import { type Command, Option } from 'commander';
import { oneLine, StoppedError, UsageError } from '../errors.js';
import { coloursFor, type Io, print } from '../io.js';
import { modelHelp, withModel } from '../model.js';
import { type DeviceOptions, deviceOption } from '../options.js';
import { Progress } from '../progress.js';
import { tableTexts, textSources } from '../textSources.js';

interface PredictOptions extends DeviceOptions {
  textColumn: string;
  json?: true;
}

/** `textcam predict`: what a model says of texts. */
export function declarePredict(program: Command, io: Io): void {
  program
    .command('predict')
    .summary('classify texts')
    .description('Prints a line for each text: the label, its probability, and how the text begins.')
    .argument('<model>', modelHelp)
    .argument(
      '[text...]',
      'texts; - is standard input, the whole of it one text; an argument without blanks that ends in .csv, .jsonl or .ndjson ' +
        'is a file with a text in each row',
    )
    .addOption(new Option('--text-column <name>', 'the column of the texts in a file').default('text'))
    .addOption(deviceOption())
    .option('--json', 'print one JSON object a line: text, label, probabilities, logits')
    .action((model: string, texts: string[], options: PredictOptions) => runPredict(model, texts, options, io));
}

async function runPredict(model: string, texts: string[], options: PredictOptions, io: Io): Promise<void> {
  if (texts.length === 0) {
    throw new UsageError(
      'predict: no text; there must be one or more; add texts in quotes, a .csv or .jsonl file, or - for standard input',
    );
  }
  const progress = new Progress(io);
  await withModel(model, options.device, async (classifier) => {
    const { predictionLine } = await import('@textcam/text');
    const asLine: AsLine = options.json
      ? (text, prediction) => predictionLine(text, prediction, classifier.labels)
      : plainLine(classifier, io);
    let done = 0;
    try {
      for await (const { texts: some, predictions } of predicted(classifier, texts, options, { progress, io })) {
        if (io.signal.aborted) throw new StoppedError(`stopped after ${done} texts`);
        await print(io.stdout, some.map((text, n) => asLine(text, predictions[n])).join(''));
        done += some.length;
      }
    } finally {
      progress.end();
    }
  });
}

/** Predictions in the order of the arguments. A file's texts are read on all processors, and a few of them held at a time. */
async function* predicted(
  classifier: Classifier,
  words: readonly string[],
  { textColumn }: PredictOptions,
  { progress, io }: { progress: Progress; io: Io },
): AsyncGenerator<PredictedLot> {
  for await (const source of textSources(words, io)) {
    if ('texts' in source) {
      yield { texts: source.texts, predictions: await classifier.predict(source.texts) };
      continue;
    }
    const [{ predictAll }, { tokenizeInWorkers }] = await Promise.all([
      import('@textcam/text'),
      import('@textcam/text/node'),
    ]);
    yield* predictAll(classifier, tableTexts(source.file, textColumn, { progress, io }), tokenizeInWorkers);
  }
}

type AsLine = (text: string, prediction: Prediction) => string;

function plainLine({ labels }: Classifier, { stdout, env }: Io): AsLine {
  const colours = coloursFor(stdout, env);
  const names = new Map(labels.map((label) => [label, oneLine(label)]));
  const width = Math.max(...[...names.values()].map((name) => name.length));
  const room = Math.max(20, (stdout.columns ?? 80) - width - '  0.000  '.length);
  return (text, { label, probabilities }) => {
    const probability = Math.max(...probabilities).toFixed(3);
    return `${colours.bold(names.get(label)!.padEnd(width))}  ${probability}  ${colours.dim(startOf(text, room))}\n`;
  };
}

function startOf(text: string, length: number): string {
  const characters = [...oneLine(text.slice(0, 4 * length))];
  const whole = characters.length <= length && text.length <= 4 * length;
  return whole ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
}
