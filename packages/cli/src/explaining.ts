import type { BranchChoice, Explanation, Method, Removal } from '@textcam/gradcam';
import type { Classifier } from '@textcam/text';
import { StoppedError, UsageError } from './errors.js';
import { colourDepthFor, type Io, type Output, print } from './io.js';
import { withModel } from './model.js';
import type { DeviceOptions } from './options.js';
import { writeOut } from './output.js';
import { Progress } from './progress.js';
import { readStdin } from './stdin.js';
import { isTable, tableTexts } from './textSources.js';

type Format = 'terminal' | 'html' | 'json';

/** What `textcam explain` is asked. */
export interface ExplainOptions extends DeviceOptions {
  method: Method;
  branch?: BranchChoice;
  class?: string;
  target: 'margin' | 'logit';
  relu?: true;
  removal: Removal;
  format: Format;
  textColumn: string;
  out?: string;
}

/** Explains a text, or each of a file, and shows it or writes it. */
export async function runExplain(model: string, word: string, options: ExplainOptions, io: Io): Promise<void> {
  if (isTable(word)) return explainTable(model, word, options, io);
  const { device, out } = options;
  const output = out === undefined ? io.stdout : undefined;
  const shown = await withModel(model, device, async (classifier) =>
    explainedText(classifier, word === '-' ? await readStdin(io) : word, { options, output, io }),
  );
  if (out === undefined) return print(io.stdout, shown);
  await writeOut(out, shown, io);
}

interface Shown {
  options: ExplainOptions;
  output: Output | undefined;
  io: Io;
}

/** One text: besides its explanation, what would change the prediction; as a page, all there is to say of it. */
async function explainedText(classifier: Classifier, text: string, { options, output, io }: Shown): Promise<string> {
  const { explain, explainReversal, investigate, renderHtml, renderReversal } = await import('@textcam/gradcam');
  const { format, removal } = options;
  if (format === 'html') return renderHtml(await investigate(classifier, text, { ...asked(options), removal }));
  const explanation = await explain(classifier, text, asked(options));
  const reversal = await explainReversal(classifier, text, removal);
  if (format === 'json') return `${JSON.stringify({ ...explanation, reversal }, null, 2)}\n`;
  const change = renderReversal(explanation, reversal, widthOf(output));
  return `${await rendered(explanation, output, io)}${change}`;
}

function asked({ method, branch, relu, target, class: className }: ExplainOptions) {
  return {
    ...{ method, target },
    ...(branch !== undefined && { branch }),
    ...(relu && { relu }),
    ...(className !== undefined && { className }),
  };
}

/** Explains the texts of a file in order: they stream through, and none of them waits for the last. */
async function explainTable(model: string, file: string, options: ExplainOptions, io: Io): Promise<void> {
  const { format, out } = options;
  if (format === 'html') {
    throw new UsageError(
      'explain: --format html for a file; must be json or terminal, since a page shows one text; give that text in quotes',
    );
  }
  const progress = new Progress(io);
  try {
    await withModel(model, options.device, async (classifier) => {
      const pieces = renderedTable(classifier, file, options, { progress, io });
      if (out !== undefined) return writeOut(out, pieces, io);
      for await (const piece of pieces) await print(io.stdout, piece);
    });
  } finally {
    progress.end();
  }
}

async function* renderedTable(
  classifier: Classifier,
  file: string,
  options: ExplainOptions,
  { progress, io }: { progress: Progress; io: Io },
): AsyncGenerator<string> {
  const { format, textColumn, out } = options;
  const [{ explainAll }, { tokenizeInWorkers }] = await Promise.all([
    import('@textcam/gradcam'),
    import('@textcam/text/node'),
  ]);
  const texts = tableTexts(file, textColumn, { progress, io });
  let done = 0;
  for await (const lot of explainAll(classifier, texts, { ...asked(options), tokenizing: tokenizeInWorkers })) {
    if (io.signal.aborted) throw new StoppedError(`stopped after ${done} texts`);
    const output = out === undefined ? io.stdout : undefined;
    const pieces = lot.map(async (explanation) =>
      format === 'json' ? `${JSON.stringify(explanation)}\n` : `${await rendered(explanation, output, io)}\n`,
    );
    yield (await Promise.all(pieces)).join('');
    done += lot.length;
  }
}

/** The explanation for a terminal or, without an output, for a file. */
async function rendered(explanation: Explanation, output: Output | undefined, { env }: Io): Promise<string> {
  const { renderTerminal } = await import('@textcam/gradcam');
  const colour = output === undefined ? 'none' : colourDepthFor(output, env);
  return renderTerminal(explanation, { colour, ...widthOf(output) });
}

function widthOf(output: Output | undefined): { width?: number } {
  return output?.columns ? { width: output.columns } : {};
}
