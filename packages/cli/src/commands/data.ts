import { Argument, type Command } from 'commander';
import { StoppedError } from '../errors.js';
import { type Io, print } from '../io.js';
import { Progress } from '../progress.js';

/** `textcam data download`: data sets that do not come along. */
export function declareData(program: Command, io: Io): void {
  const data = program
    .command('data')
    .summary('download data sets')
    .description('Data sets that do not come along.')
    .helpCommand(false);
  data
    .command('download')
    .summary('download a data set into the cache folder')
    .description(
      'Downloads a data set (imdb: 84 MB from ai.stanford.edu), checks its MD5 sum, and prints where it lies: in the cache folder of ' +
        'this system, or in the one that TEXTCAM_HOME names. A download that was stopped goes on where it was.',
    )
    .addArgument(new Argument('<name>', 'which').choices(['imdb']))
    .action(() => runDownload(io));
}

async function runDownload(io: Io): Promise<void> {
  const { downloadImdb } = await import('@textcam/text/node');
  const progress = new Progress(io);
  try {
    const path = await downloadImdb({
      signal: io.signal,
      onProgress: ({ received, total }) =>
        progress.update('Downloading imdb', received / 1e6, { total: (total ?? 84e6) / 1e6, unit: 'MB' }),
    });
    progress.end();
    await print(io.stdout, `${path}\n`);
  } catch (error) {
    if (!io.signal.aborted) throw error;
    throw new StoppedError('stopped; what has come so far is kept; run again to go on');
  } finally {
    progress.end();
  }
}
