import type { Audit, Removal } from '@textcam/gradcam';
import type { Classifier, Dataset } from '@textcam/text';
import { type Command, Option } from 'commander';
import { auditLines, failedSelfTests } from '../auditText.js';
import { openDataset } from '../dataset.js';
import { type SplitOptions, splitOf, splitOption } from '../datasetPart.js';
import { encodedPart } from '../encodedPart.js';
import { InputError, SelfCheckError } from '../errors.js';
import { type Io, print } from '../io.js';
import { modelHelp, withModel } from '../model.js';
import { addDatasetOptions, count, type DeviceOptions, deviceOption, seed } from '../options.js';
import { writeOut } from '../output.js';
import { Progress } from '../progress.js';
import { follow } from '../stopping.js';

interface AuditCommandOptions extends SplitOptions, DeviceOptions {
  limit: number;
  seed: number;
  removal: Removal;
  curveRemoval: Removal;
  format: 'terminal' | 'json';
  out?: string;
}

// A record, so that the compiler asks for every one there is.
const removals: Record<Removal, true> = { delete: true, zero: true, pad: true };

/** `textcam audit`: how far a model's explanations can be trusted. */
export function declareAudit(program: Command, io: Io): void {
  addDatasetOptions(program.command('audit').summary('measure how far explanations of a model can be trusted'), {
    required: true,
  })
    .argument('<model>', modelHelp)
    .description(
      'Explains a balanced sample of labelled texts by every method, and measures the methods: whether the words they name decide, whether they ' +
        'stand firm, and whether they show what was learned. The identities that must hold are tested apart.',
    )
    .addOption(splitOption())
    .option('--limit <n>', "a balanced sample of so many texts, drawn with the model's own seed", count, 100)
    .option('--seed <n>', 'of random orders, noise, untrained layers and intervals', seed, 1)
    .addOption(removalOption('--removal <how>', 'how comprehensiveness and sufficiency take words away', 'delete'))
    .addOption(removalOption('--curve-removal <how>', 'how the curves of deletion and insertion do', 'zero'))
    .addOption(new Option('--format <name>', 'how to show it').choices(['terminal', 'json']).default('terminal'))
    .addOption(deviceOption())
    .option('--out <file>', 'write to a file')
    .action((model: string, options: AuditCommandOptions) => runAudit(model, options, io));
}

function removalOption(flags: string, summary: string, standard: Removal): Option {
  return new Option(flags, `${summary}: the text without them, vectors of zeros, or padding in their place`)
    .choices(Object.keys(removals))
    .default(standard);
}

async function runAudit(model: string, options: AuditCommandOptions, io: Io): Promise<void> {
  const dataset = await openDataset(options, io.signal);
  const progress = new Progress(io);
  const audit = await withModel(model, options.device, async (classifier) => {
    try {
      return await audited(classifier, dataset, options, { progress, io });
    } finally {
      progress.end();
    }
  });
  const text = options.format === 'json' ? `${JSON.stringify(audit, null, 2)}\n` : `${auditLines(audit).join('\n')}\n`;
  if (options.out === undefined) await print(io.stdout, text);
  else await writeOut(options.out, text, io);
  const failed = failedSelfTests(audit);
  if (failed !== undefined) throw new SelfCheckError(failed);
}

async function audited(
  classifier: Classifier,
  dataset: Dataset,
  options: AuditCommandOptions,
  { progress, io: { signal } }: { progress: Progress; io: Io },
): Promise<Audit> {
  const { audit } = await import('@textcam/gradcam');
  const split = splitOf(options);
  const examples = await encodedPart(classifier, dataset, { split, limit: options.limit, progress, signal });
  if (examples.every(({ ids }) => ids.length === 0)) {
    throw new InputError(
      `${dataset.name}, ${split}: the model sees nothing of any text; there must be one with words that are no stop words; ` +
        'check the column of the texts',
    );
  }
  const auditing = audit(classifier, examples, {
    dataset: `${dataset.name}, ${split}`,
    seed: options.seed,
    removals: { fractions: options.removal, curves: options.curveRemoval },
  });
  return follow(auditing, signal, ({ phase, done, total }) => {
    const name = `${phase[0].toUpperCase()}${phase.slice(1)}`;
    progress.update(name, done, { total, unit: phase === 'forgetting layers' ? 'models' : 'texts' });
  });
}
