import type { Dataset, TextCollection } from '@textcam/text';
import { UsageError } from './errors.js';
import type { DatasetOptions } from './options.js';
import { untilAborted } from './stopping.js';

/** The endings of files that hold a text in each row. */
export const tableEnding = /\.(csv|jsonl|ndjson)$/i;

/**
 * The labelled texts that the options name. Throws UsageError for a name that is none, or an option that does not go with it, and
 * DatasetError for data that cannot be used.
 */
export async function openDataset(options: DatasetOptions, signal: AbortSignal): Promise<Dataset> {
  const { dataset: name, data, textColumn = 'text', labelColumn = 'label', test } = options;
  const isTable = tableEnding.test(name);
  if (!isTable && name !== 'imdb' && name !== 'starter') {
    throw new UsageError(
      `--dataset ${name}: no such data set; must be imdb, starter or a file that ends in .csv, .jsonl or .ndjson; ` +
        'correct the name, or convert the file',
    );
  }
  refuseForeignOptions(name, {
    '--data': name === 'imdb' ? undefined : data,
    '--text-column': isTable ? undefined : options.textColumn,
    '--label-column': isTable ? undefined : options.labelColumn,
    '--test': isTable ? undefined : test,
  });
  const { openImdb, openStarter, openTableFile } = await import('@textcam/text/node');
  const opening = isTable
    ? openTableFile({ path: name, textColumn, labelColumn, ...(test === undefined ? {} : { testPath: test }) })
    : name === 'imdb'
      ? openImdb(data)
      : openStarter();
  const dataset = await untilAborted(opening, signal);
  return {
    name: dataset.name,
    list: () => untilAborted(dataset.list(), signal),
    read: () => dataset.read(),
    ...(dataset.digest && { digest: dataset.digest }),
  };
}

/**
 * The texts that the options name, labelled or not, but never those to test with. Throws UsageError for a name that is none, or an option that does
 * not go with it, and DatasetError for data that cannot be used.
 */
export async function openTexts(
  { dataset: name, data, textColumn }: Pick<DatasetOptions, 'dataset' | 'data' | 'textColumn'>,
  signal: AbortSignal,
): Promise<TextCollection> {
  const isTable = tableEnding.test(name);
  if (!isTable && name !== 'imdb-unlabelled' && name !== 'starter') {
    throw new UsageError(
      `--dataset ${name}: no such texts; must be imdb-unlabelled, starter or a file that ends in .csv, .jsonl or .ndjson; ` +
        'correct the name, or convert the file',
    );
  }
  refuseForeignOptions(
    name,
    { '--data': name === 'imdb-unlabelled' ? undefined : data, '--text-column': isTable ? undefined : textColumn },
    'imdb-unlabelled',
  );
  const [{ trainingTexts }, { openImdbTexts, openStarter, openTableTexts }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  const opening = isTable
    ? openTableTexts(name, textColumn ?? 'text')
    : name === 'starter'
      ? openStarter().then(trainingTexts)
      : openImdbTexts(data);
  const texts = await untilAborted(opening, signal);
  return { ...texts, count: () => untilAborted(texts.count(), signal) };
}

function refuseForeignOptions(name: string, values: Record<string, string | undefined>, ofData = 'imdb'): void {
  const foreign = Object.keys(values).find((option) => values[option] !== undefined);
  if (foreign === undefined) return;
  const owner = foreign === '--data' ? `--dataset ${ofData}` : 'a file as --dataset';
  throw new UsageError(`${foreign}: does nothing with --dataset ${name}; goes with ${owner} alone; leave it out`);
}
