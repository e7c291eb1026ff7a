import type { Explanation, Method } from '@textcam/gradcam';
import type { Classifier } from '@textcam/text';
import { type Command, Option } from 'commander';
import { StoppedError, UsageError } from '../errors.js';
import { coloursFor, type Io, type Output, print } from '../io.js';
import { modelHelp, withModel } from '../model.js';
import { count, type DeviceOptions, deviceOption } from '../options.js';
import { writeOut } from '../output.js';
import { Progress } from '../progress.js';
import { readStdin } from '../stdin.js';
import { isTable, tableTexts } from '../textSources.js';

// Records, so that the compiler asks for every method there is.
const methods: Record<Method, true> = { gradcam: true, article: true };
type Format = 'terminal' | 'html' | 'json';

interface ExplainOptions extends DeviceOptions {
  method: Method;
  branch: number;
  class?: string;
  relu?: true;
  format: Format;
  textColumn: string;
  out?: string;
}

/** `textcam explain`: which words of a text speak for a class. */
export function declareExplain(program: Command, io: Io): void {
  program
    .command('explain')
    .summary('show which words of a text speak for and against a class')
    .description('Shows, on the original text, which words speak for and against the class that the model predicts.')
    .argument('<model>', modelHelp)
    .argument(
      '<text>',
      'the text in quotes, - for standard input, the whole of it, or a .csv, .jsonl or .ndjson file with a text in each row',
    )
    .addOption(
      new Option('--method <name>', 'gradcam: Grad-CAM of the margin; article: from weight gradients of the loss')
        .choices(Object.keys(methods))
        .default('gradcam'),
    )
    .option('--branch <n>', 'which convolution: 1, 2 or 3 look at one, two or three words at a time', count, 1)
    .option('--class <name>', 'the class to explain (default: the predicted one)')
    .option('--relu', 'cut off what speaks against the class, as the article always does')
    .addOption(
      new Option('--format <name>', 'how to show it; json of a file is an object a line')
        .choices(['terminal', 'html', 'json'])
        .default('terminal'),
    )
    .addOption(new Option('--text-column <name>', 'the column of the texts in a file').default('text'))
    .addOption(deviceOption())
    .option('--out <file>', 'write to a file')
    .action((model: string, text: string, options: ExplainOptions) => runExplain(model, text, options, io));
}

async function runExplain(model: string, word: string, options: ExplainOptions, io: Io): Promise<void> {
  if (isTable(word)) return explainTable(model, word, options, io);
  const { device, out } = options;
  const { explain } = await import('@textcam/gradcam');
  const explanation = await withModel(model, device, async (classifier) =>
    explain(classifier, word === '-' ? await readStdin(io) : word, asked(options)),
  );
  if (out === undefined) return print(io.stdout, await rendered(explanation, options.format, io.stdout, io));
  await writeOut(out, await rendered(explanation, options.format, undefined, io), io);
}

function asked({ method, branch, relu, class: className }: ExplainOptions) {
  return { method, branch, ...(relu && { relu }), ...(className !== undefined && { className }) };
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
      format === 'json' ? `${JSON.stringify(explanation)}\n` : `${await rendered(explanation, format, output, io)}\n`,
    );
    yield (await Promise.all(pieces)).join('');
    done += lot.length;
  }
}

/** The explanation in a format, for an output or, without one, for a file. */
async function rendered(
  explanation: Explanation,
  format: Format,
  output: Output | undefined,
  { env }: Io,
): Promise<string> {
  if (format === 'json') return `${JSON.stringify(explanation, null, 2)}\n`;
  const { renderHtml, renderTerminal } = await import('@textcam/gradcam');
  if (format === 'html') return renderHtml(explanation);
  const colour = output !== undefined && coloursFor(output, env).isColorSupported;
  return renderTerminal(explanation, { colour, ...(output?.columns && { width: output.columns }) });
}
