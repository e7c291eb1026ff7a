import type { ExplainedToken, Explanation, Span } from '../src/explanation.js';

/** A token of a text to be explained: a word, its relevance, and what is not usual about it. */
export type Told = [word: string, relevance: number | null, rest?: Partial<ExplainedToken>];

/** An explanation of the words told, with a blank between them. A word without relevance is a stop word. */
export function explanationOf(told: readonly Told[], rest: Partial<Explanation> = {}): Explanation {
  let start = 0;
  const tokens = told.map(([text, relevance, change]): ExplainedToken => {
    const token = {
      text,
      start,
      end: start + text.length,
      lemma: text.toLowerCase(),
      inVocabulary: true,
      leftOut: relevance === null ? ('stop word' as const) : null,
      relevance,
      ...change,
    };
    start = token.end + 1;
    return token;
  });
  const text = rest.text ?? told.map(([word]) => word).join(' ');
  return {
    format: 'textcam-explanation',
    version: 1,
    text,
    classes: ['negative', 'positive'],
    probabilities: [0.25, 0.75],
    predicted: 'positive',
    explained: 'positive',
    rival: 'negative',
    score: 1.0986,
    method: 'gradcam',
    m: null,
    delta: null,
    receipt: null,
    branch: 1,
    relu: false,
    length: told.filter(([, relevance]) => relevance !== null).length,
    paddingShare: 0,
    warnings: [],
    tokens,
    spans: spansOf(text, tokens),
    ngrams: [],
    windows: [],
    ...rest,
  };
}

function spansOf(text: string, tokens: readonly ExplainedToken[]): Span[] {
  const spans: Span[] = [];
  let cursor = 0;
  for (const [token, { start, end }] of tokens.entries()) {
    if (start > cursor) spans.push({ start: cursor, end: start, token: null });
    spans.push({ start, end, token });
    cursor = end;
  }
  if (text.length > cursor) spans.push({ start: cursor, end: text.length, token: null });
  return spans;
}

/** What a text could try: markup, entities, attributes, terminal commands, turned direction, and what no text should hold. */
export const hostileTexts = [
  '<script>alert(1)</script>',
  '</div></main></html><img src=x onerror=alert(1)>',
  '</style></title><!--',
  '" onmouseover="alert(1)" x="',
  "' onmouseover='alert(1)",
  '&lt;script&gt; &amp; &#60; & <',
  'javascript:alert(1) {{constructor}} `x`',
  '\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b[2J',
  '\u009b31m C1 \u0085',
  '\u202egnp.exe\u202c \u2066\u2067isolate',
  'nul\u0000nul \u007f\b\b\b\rover',
  'lone \ud800 surrogate \udc00',
];
