import type { TrainingReport } from '@textcam/gradcam';
import type { StepProfile } from '@textcam/nn';
import type { EpochSummary, Preset, TrainResult } from '@textcam/text';
import { evaluationLines } from './evaluationText.js';
import { profileLines } from './profileText.js';

/** What metrics.json holds. Figures that do not exist, as an AUC where one class alone occurs, are NaN here and null in JSON. */
export interface Metrics {
  preset: string;
  dataset: string;
  seed: number;
  device: 'cpu' | 'webgpu';
  dimensions: number;
  /** All settings, those of the preset and what took their place. */
  settings: Omit<Preset, 'name'>;
  /** What the logits were divided by, where a part was held back to calibrate on. */
  temperature?: number;
  /** How many numbers were learned. */
  parameters: number;
  preprocessingSeconds: number;
  /** Of the first training, which the temperature is of, where there was one. */
  calibrationSeconds?: number;
  epochs: EpochSummary[];
  test: { accuracy: number; auc: number; logLoss: number; expectedCalibrationError: number; confusion: number[][] };
  profile?: StepProfile;
}

/** A training's figures, for machines. */
export function metricsOf(
  { classifier, preprocessingSeconds, calibrationSeconds, epochs, test }: TrainResult,
  profile: StepProfile | undefined,
): Metrics {
  const { preset, provenance, device } = classifier;
  const { name, ...settings } = preset;
  const { temperature } = provenance;
  const { accuracy, auc, logLoss, confusion } = test;
  const { expectedCalibrationError } = test.calibration;
  return {
    preset: name,
    dataset: provenance.dataset,
    seed: provenance.seed,
    device: device.name,
    dimensions: preset.dimensions,
    settings,
    ...(temperature !== undefined && { temperature }),
    parameters: parametersOf(classifier),
    preprocessingSeconds,
    ...(calibrationSeconds > 0 && { calibrationSeconds }),
    epochs,
    test: { accuracy, auc, logLoss, expectedCalibrationError, confusion },
    ...(profile && { profile }),
  };
}

/** A training as its report shows it. */
export function reportOf({ classifier, preprocessingSeconds, epochs, test }: TrainResult): TrainingReport {
  const { preset, provenance, device, labels, vocabulary, ngrams } = classifier;
  const settings: Record<string, string | number> = {
    'Training texts': provenance.examples,
    ...(provenance.limit !== undefined && { Limit: provenance.limit }),
    Seed: provenance.seed,
    'Word vectors': provenance.vectors,
    Dimensions: preset.dimensions,
    Vocabulary: vocabulary.size,
    'Tokens of a text, at most': preset.maximumLength,
    Epochs: preset.epochs,
    'Batch size': preset.batchSize,
    'Learning rate': preset.learningRate,
    ...beyondTheArticle(preset, ngrams.size),
    ...(provenance.temperature !== undefined && { Temperature: provenance.temperature.toFixed(3) }),
  };
  return {
    preset: preset.name,
    dataset: provenance.dataset,
    device: device.description,
    settings: Object.entries(settings).map(([name, value]) => [name, String(value)]),
    labels: [...labels],
    parameters: parametersOf(classifier),
    preprocessingSeconds,
    epochs,
    test,
  };
}

/** The settings that the article has not, as far as they are on. */
function beyondTheArticle(preset: Preset, ngrams: number): Record<string, string | number> {
  const shown: Record<string, [value: string | number, off: string | number]> = {
    'Stop words': [preset.stopWords, 'dropped'],
    'N-grams': [ngrams, 0],
    'First embedding': [preset.initialEmbedding, 'random'],
    Activation: [preset.activation, 'none'],
    Padding: [preset.padding, 'seen'],
    Pooling: [preset.pooling, 'mean'],
    Dropout: [preset.dropout, 0],
    'Label smoothing': [preset.labelSmoothing, 0],
    Schedule: [preset.schedule, 'constant'],
    'Weight decay': [preset.weightDecay, 0],
    Averaging: [preset.averaging, 0],
    'Held back to validate on': [preset.validation, 0],
    Refit: [preset.refit, 'none'],
    Patience: [preset.patience, 0],
  };
  const on = Object.entries(shown).filter(([, [value, off]]) => value !== off);
  return Object.fromEntries(on.map(([name, [value]]) => [name, value]));
}

/** A training's figures and files, for people. */
export function summaryOf(
  { classifier, test }: TrainResult,
  files: readonly [model: string, ...others: string[]],
  profile: StepProfile | undefined,
): string {
  return [
    ...evaluationLines(test, classifier.labels, 'test'),
    '',
    ...(profile ? [...profileLines(profile), ''] : []),
    `Wrote ${files.join(', ')}`,
    `Next: textcam explain ${files[0]} "A text of yours"`,
    '',
  ].join('\n');
}

/** How many numbers were learned. */
export function parametersOf({ network }: TrainResult['classifier']): number {
  return Object.values(network.parameters()).reduce((total, { size }) => total + size, 0);
}
