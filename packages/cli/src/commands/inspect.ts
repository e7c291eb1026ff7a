import type { Inspection } from '@textcam/gradcam';
import type { Classifier, Dataset, Example, Selection } from '@textcam/text';
import { type Command, Option } from 'commander';
import { openDataset } from '../dataset.js';
import { type SplitOptions, selectPart, splitOf, splitOption } from '../datasetPart.js';
import { colourDepthFor, type Io, type Output, print } from '../io.js';
import { modelHelp, withModel } from '../model.js';
import { addDatasetOptions, count, type DeviceOptions, deviceOption } from '../options.js';
import { writeOut } from '../output.js';
import { Progress } from '../progress.js';
import { follow } from '../stopping.js';

type Format = 'terminal' | 'html' | 'json';

interface InspectOptions extends SplitOptions, DeviceOptions {
  limit?: number;
  minCount?: number;
  format: Format;
  out?: string;
}

/** `textcam inspect`: what a model does on a whole data set, and by which words. */
export function declareInspect(program: Command, io: Io): void {
  addDatasetOptions(
    program.command('inspect').summary('debug a model on labelled texts: what it goes by, and where it fails'),
    {
      required: true,
    },
  )
    .argument('<model>', modelHelp)
    .description(
      'Looks at what a model does on labelled texts: how right and how sure it is, which words speak for which class, what its filters answer ' +
        'to, which words should not count and do, its most confident errors, and what it does not see. Each text is taken alone, without padding.',
    )
    .addOption(splitOption())
    .option('--limit <n>', "a balanced sample of so many texts, drawn with the model's own seed", count)
    .option(
      '--min-count <n>',
      'leave out words that occur less often (default: a twentieth of the number of texts, 20 at most)',
      count,
    )
    .addOption(
      new Option('--format <name>', 'how to show it').choices(['terminal', 'html', 'json']).default('terminal'),
    )
    .addOption(deviceOption())
    .option('--out <file>', 'write to a file')
    .action((model: string, options: InspectOptions) => runInspect(model, options, io));
}

async function runInspect(model: string, options: InspectOptions, io: Io): Promise<void> {
  const dataset = await openDataset(options, io.signal);
  const progress = new Progress(io);
  const inspection = await withModel(model, options.device, async (classifier) => {
    try {
      return await inspected(classifier, dataset, options, { progress, io });
    } finally {
      progress.end();
    }
  });
  const { format, out } = options;
  if (out !== undefined) return writeOut(out, await rendered(inspection, format, undefined, io), io);
  await print(io.stdout, await rendered(inspection, format, io.stdout, io));
}

async function inspected(
  classifier: Classifier,
  dataset: Dataset,
  options: InspectOptions,
  { progress, io: { signal } }: { progress: Progress; io: Io },
): Promise<Inspection> {
  const [{ inspect }, { labelNumber }, { tokenizeInWorkers }] = await Promise.all([
    import('@textcam/gradcam'),
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  progress.start(`Looking through ${dataset.name}`);
  const { limit, minCount } = options;
  const split = splitOf(options);
  const selection = await selectPart(classifier, dataset, { split, limit, signal });
  // A label that the classifier does not know is told before the texts are read, which takes long.
  for (const { name, label } of selection) labelNumber(label, classifier.labels, name);
  const drawn = limit !== undefined || (split !== 'all' && options.dataset !== 'imdb');
  const inspecting = inspect(classifier, textsOf(dataset, selection), {
    tokenizing: (settings) => tokenizeInWorkers(settings, { signal }),
    data: {
      dataset: dataset.name,
      split,
      limit: limit ?? null,
      seed: drawn ? classifier.provenance.seed : null,
    },
    ...(minCount !== undefined && { minimumCount: minCount }),
  });
  return follow(inspecting, signal, ({ done }) => {
    progress.update('Inspecting', done, { total: selection.length, unit: 'texts' });
  });
}

async function* textsOf(dataset: Dataset, selection: Selection): AsyncGenerator<Example> {
  const chosen = new Set(selection.map(({ name }) => name));
  for await (const example of dataset.read()) if (chosen.has(example.name)) yield example;
}

/** The inspection in a format, for an output or, without one, for a file. */
async function rendered(
  inspection: Inspection,
  format: Format,
  output: Output | undefined,
  { env }: Io,
): Promise<string> {
  if (format === 'json') return `${JSON.stringify(inspection, null, 2)}\n`;
  const { renderInspection, renderInspectionText } = await import('@textcam/gradcam');
  if (format === 'html') return renderInspection(inspection);
  const colour = output === undefined ? 'none' : colourDepthFor(output, env);
  return renderInspectionText(inspection, { colour, ...(output?.columns && { width: output.columns }) });
}
