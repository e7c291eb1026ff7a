import { join } from 'node:path';
import type { StepProfile } from '@textcam/nn';
import type { TrainResult } from '@textcam/text';
import { metricsOf, reportOf } from './trainingResult.js';

/** What a training leaves in the folder of --out, the model first, as the one that took long to make. */
export const modelFiles = ['model.safetensors', 'metrics.json', 'report.html'] as const;

/** A training that is complete. */
export interface Trained {
  result: TrainResult;
  profile: StepProfile | undefined;
}

/** The paths of the files of a training, in the order of `modelFiles`. */
export function modelPaths(folder: string): [model: string, metrics: string, report: string] {
  const [model, metrics, report] = modelFiles;
  return [join(folder, model), join(folder, metrics), join(folder, report)];
}

/** Writes the files. Not stopped by Ctrl-C: they belong together. Throws FileError. */
export async function writeResult({ result, profile }: Trained, folder: string): Promise<void> {
  const [{ saveClassifier }, { writeFileAtomically }, { renderTrainingReport }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
    import('@textcam/gradcam'),
  ]);
  const [model, metrics, report] = modelPaths(folder);
  await writeFileAtomically(model, await saveClassifier(result.classifier));
  await writeFileAtomically(metrics, `${JSON.stringify(metricsOf(result, profile), null, 2)}\n`);
  await writeFileAtomically(report, await renderTrainingReport(reportOf(result)));
}
