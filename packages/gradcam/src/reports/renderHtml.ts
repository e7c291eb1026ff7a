import type { Investigation } from '../investigation.js';

/**
 * All that was found out of a text as one self-contained HTML file: a summary in words, the original text with its highlights by every method
 * and for every class, the strongest words, the sum from the bias to the score, what would turn the prediction round, word pairs and triples,
 * and how far the order of the words can be trusted. Everything from the text is escaped. Without scripts the page shows its first view.
 */
export async function renderHtml(investigation: Investigation): Promise<string> {
  // A page that draws explanations itself loads the report's only when it is asked for.
  const { explanationPage } = await import('./explanationPage.js');
  return explanationPage(investigation);
}
