import { basename, dirname } from 'node:path';
import type { SkipGramSettings, VectorsProgress, WordVectors } from '@textcam/text';
import type { Command } from 'commander';
import { openTexts } from '../dataset.js';
import { UsageError } from '../errors.js';
import type { Io } from '../io.js';
import { count, countUpTo, type DatasetOptions, seed } from '../options.js';
import { writeOut } from '../output.js';
import { checkWritable } from '../outputFolder.js';
import { Progress, showPreprocessing } from '../progress.js';
import { follow } from '../stopping.js';

interface VectorsOptions extends Pick<DatasetOptions, 'dataset' | 'data' | 'textColumn'>, SkipGramSettings {
  out: string;
}

/** More would be longer lines than are read. */
const mostDimensions = 4096;

/** `textcam vectors train`: from texts to word vectors. */
export function declareVectors(program: Command, io: Io): void {
  const vectors = program
    .command('vectors')
    .summary('learn word vectors from texts without labels')
    .description('Word vectors, for `textcam train --vectors FILE` to begin with.')
    .helpCommand(false);
  vectors
    .command('train')
    .summary('learn word vectors by skip-gram')
    .description(
      'Learns word vectors from texts without labels, by skip-gram with negative sampling as word2vec does, and writes them as a text file that ' +
        '`textcam train --vectors FILE` begins with. Words are lemmas, stop words among them. imdb-unlabelled is the 50,000 unlabelled reviews ' +
        'and the 25,000 to train with, never those to test with; of a file it is all texts, those too that ' +
        '`train` would hold back of it. The same texts, options and seed give the same file, on however many cores.',
    )
    .requiredOption('--dataset <name|file>', 'imdb-unlabelled, starter, or a .csv, .jsonl or .ndjson file of texts')
    .option(
      '--data <path>',
      'imdb-unlabelled: the archive aclImdb_v1.tar.gz or its extracted folder (default: the downloaded one)',
    )
    .option('--text-column <name>', 'file: the column of the texts (default: "text")')
    .option('--dimensions <n>', 'length of the vectors', countUpTo(mostDimensions), 100)
    .option('--epochs <n>', 'times to go through the texts', count, 5)
    .option('--window <n>', 'words on either side that count as context at most', countUpTo(1000), 5)
    .option('--negative <n>', 'words drawn at random for each pair of neighbours', countUpTo(1000), 5)
    .option('--minimum-count <n>', 'occurrences that a word must have to get a vector', count, 5)
    .option('--seed <n>', 'decides all that is random', seed, 1)
    .requiredOption('--out <file>', 'where the vectors go, a .vec or .txt file')
    .action((options: VectorsOptions) => runVectors(options, io));
}

async function runVectors(options: VectorsOptions, io: Io): Promise<void> {
  const { out } = options;
  if (!/\.(vec|txt)$/i.test(out)) {
    throw new UsageError(`--out ${out}: is no name of a text file; must end in .vec or .txt; rename it`);
  }
  await checkWritable(dirname(out), [basename(out)]);
  const progress = new Progress(io);
  try {
    const vectors = await learn(options, progress, io.signal);
    progress.end(`Learned ${vectors.rows.size} vectors of ${vectors.dimensions} dimensions`);
    progress.start(`Writing ${basename(out)}`);
    await writeOut(out, await textOf(vectors, io.signal), io);
  } finally {
    progress.end();
  }
}

async function learn(options: VectorsOptions, progress: Progress, signal: AbortSignal): Promise<WordVectors> {
  const { dataset, data, textColumn, out: _, ...settings } = options;
  const [{ learnVectors }, { skipGramThreads, tokenizeInWorkers }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  const texts = await openTexts({ dataset, data, textColumn }, signal);
  progress.start(`Looking through ${texts.name}`);
  const learning = learnVectors({
    ...{ texts, settings },
    tokenizing: (settings) => tokenizeInWorkers(settings, { signal }),
    start: skipGramThreads(),
  });
  return follow(learning, signal, (event) => show(event, progress));
}

function show({ type, done, total }: VectorsProgress, progress: Progress): void {
  if (type === 'texts') showPreprocessing(progress, { done, total });
  else progress.update('Learning vectors', done, { total, unit: 'words' });
}

async function textOf(vectors: WordVectors, signal: AbortSignal): Promise<AsyncGenerator<string>> {
  const { vectorText } = await import('@textcam/text');
  return (async function* () {
    for await (const piece of vectorText(vectors)) {
      signal.throwIfAborted();
      yield piece;
    }
  })();
}
