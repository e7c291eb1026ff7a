import type { BranchChoice, Method, Removal } from '@textcam/gradcam';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ExplainOptions, runExplain } from '../explaining.js';
import type { Io } from '../io.js';
import { modelHelp } from '../model.js';
import { count, deviceOption } from '../options.js';

// Records, so that the compiler asks for every method there is.
const methods: Record<Method, true> = {
  gradcam: true,
  article: true,
  'gradcam++': true,
  hirescam: true,
  layercam: true,
  'gradient-x-input': true,
  'integrated-gradients': true,
  'occlusion-delete': true,
  'occlusion-zero': true,
  'occlusion-pad': true,
  receipt: true,
};
const removals: Record<Removal, true> = { delete: true, zero: true, pad: true };
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
      new Option(
        '--method <name>',
        'gradcam; article: from weight gradients of the loss; receipt: the exact sum of biases and words; or another',
      )
        .choices(Object.keys(methods))
        .default('gradcam'),
    )
    .option(
      '--branch <n|all>',
      'which convolution: 1, 2 or 3 look at one, two or three words at a time; all of them together (default: 1, or all for a method ' +
        'that looks at the network as a whole)',
      branch,
    )
    .option('--class <name>', 'the class to explain (default: the predicted one)')
    .addOption(
      new Option(
        '--target <name>',
        'the score to explain: margin, the logit of the class minus the largest other, or its logit alone',
      )
        .choices(['margin', 'logit'])
        .default('margin'),
    )
    .option('--relu', 'cut off what speaks against the class, as the article always does')
    .addOption(
      new Option('--removal <name>', 'how words are taken away to see what would change the prediction')
        .choices(Object.keys(removals))
        .default('zero'),
    )
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

/** Reads a convolution's number, or all of them. */
function branch(value: string): BranchChoice {
  if (value === 'all') return value;
  if (/^\d+$/.test(value)) return count(value);
  throw new InvalidArgumentError('must be the number of a convolution, from 1, or all');
}
