import type { Evaluation } from '@textcam/text';
import type { Command } from 'commander';
import { openDataset } from '../dataset.js';
import { type SplitOptions, splitOf, splitOption } from '../datasetPart.js';
import { evaluateOn } from '../evaluateOn.js';
import { evaluationLines } from '../evaluationText.js';
import { type Io, print } from '../io.js';
import { modelHelp, withModel } from '../model.js';
import { addDatasetOptions, type DeviceOptions, deviceOption } from '../options.js';
import { Progress } from '../progress.js';

interface EvaluateOptions extends SplitOptions, DeviceOptions {
  json?: true;
}

/** `textcam evaluate`: how well a model does on labelled texts. */
export function declareEvaluate(program: Command, io: Io): void {
  addDatasetOptions(program.command('evaluate').summary('see how well a model does on labelled texts'), {
    required: true,
  })
    .argument('<model>', modelHelp)
    .description('Evaluates a model on labelled texts, in batches in file order, as training does.')
    .addOption(splitOption())
    .addOption(deviceOption())
    .option(
      '--json',
      'print one JSON object: dataset, split, examples, accuracy, auc, logLoss, expectedCalibrationError, confusion',
    )
    .action((model: string, options: EvaluateOptions) => runEvaluate(model, options, io));
}

async function runEvaluate(model: string, options: EvaluateOptions, io: Io): Promise<void> {
  const dataset = await openDataset(options, io.signal);
  const split = splitOf(options);
  const progress = new Progress(io);
  const text = await withModel(model, options.device, async (classifier) => {
    try {
      const evaluation = await evaluateOn(classifier, dataset, { split, progress, signal: io.signal });
      return options.json
        ? `${JSON.stringify({ dataset: dataset.name, split, ...figuresOf(evaluation) })}\n`
        : `${evaluationLines(evaluation, classifier.labels, `${dataset.name}, ${split}`).join('\n')}\n`;
    } finally {
      progress.end();
    }
  });
  await print(io.stdout, text);
}

function figuresOf({ examples, accuracy, auc, logLoss, calibration, confusion }: Evaluation) {
  const { expectedCalibrationError } = calibration;
  return { examples, accuracy, auc, logLoss, expectedCalibrationError, confusion };
}
