import { type ExplainOptions, investigate, renderHtml } from '@textcam/gradcam';
import type { Classifier } from '@textcam/text';

/** The report of a text as one HTML file. Loaded when it is asked for: it brings a chart library. */
export async function reportOf(classifier: Classifier, text: string, options: ExplainOptions): Promise<string> {
  return renderHtml(await investigate(classifier, text, options));
}
