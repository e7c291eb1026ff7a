import type { Prediction } from './classifier.js';

/** A prediction as a line of JSON Lines: the text, its label, the probability of each label by its name, and the logits in the labels' order. */
export function predictionLine(
  text: string,
  { label, probabilities, logits }: Prediction,
  labels: readonly string[],
): string {
  const byLabel = Object.fromEntries(labels.map((name, n) => [name, probabilities[n]]));
  return `${JSON.stringify({ text, label, probabilities: byLabel, logits })}\n`;
}
