import type { Explanation, Method } from '@textcam/gradcam';
import { type Command, Option } from 'commander';
import { coloursFor, type Io, type Output, print } from '../io.js';
import { modelHelp, withModel } from '../model.js';
import { count, type DeviceOptions, deviceOption } from '../options.js';
import { readStdin } from '../stdin.js';

// Records, so that the compiler asks for every method there is.
const methods: Record<Method, true> = { gradcam: true, article: true };
type Format = 'terminal' | 'html' | 'json';

interface ExplainOptions extends DeviceOptions {
  method: Method;
  branch: number;
  class?: string;
  relu?: true;
  format: Format;
  out?: string;
}

/** `textcam explain`: which words of a text speak for a class. */
export function declareExplain(program: Command, io: Io): void {
  program
    .command('explain')
    .summary('show which words of a text speak for and against a class')
    .description('Shows, on the original text, which words speak for and against the class that the model predicts.')
    .argument('<model>', modelHelp)
    .argument('<text>', 'the text in quotes, or - for standard input, the whole of it')
    .addOption(
      new Option('--method <name>', 'gradcam: Grad-CAM of the margin; article: from weight gradients of the loss')
        .choices(Object.keys(methods))
        .default('gradcam'),
    )
    .option('--branch <n>', 'which convolution: 1, 2 or 3 look at one, two or three words at a time', count, 1)
    .option('--class <name>', 'the class to explain (default: the predicted one)')
    .option('--relu', 'cut off what speaks against the class, as the article always does')
    .addOption(
      new Option('--format <name>', 'how to show it').choices(['terminal', 'html', 'json']).default('terminal'),
    )
    .addOption(deviceOption())
    .option('--out <file>', 'write to a file')
    .action((model: string, text: string, options: ExplainOptions) => runExplain(model, text, options, io));
}

async function runExplain(model: string, word: string, options: ExplainOptions, io: Io): Promise<void> {
  const { method, branch, relu, class: className, device, out } = options;
  const { explain } = await import('@textcam/gradcam');
  const explanation = await withModel(model, device, async (classifier) =>
    explain(classifier, word === '-' ? await readStdin(io) : word, {
      method,
      branch,
      ...(relu && { relu }),
      ...(className !== undefined && { className }),
    }),
  );
  if (out === undefined) return print(io.stdout, await rendered(explanation, options.format, io.stdout, io));
  const { writeFileAtomically } = await import('@textcam/text/node');
  await writeFileAtomically(out, await rendered(explanation, options.format, undefined, io));
  await print(io.stderr, `Wrote ${out}\n`);
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
