import { escape as escapeHtml } from 'html-escaper';
import { harmless } from './outsideText.js';
import { styles } from './styles.js';

/** Text that is HTML already. Everything else is escaped when it is put in. */
export class Html {
  constructor(readonly source: string) {}
}

type Content = Html | string | number | readonly (Html | string)[];

/** HTML from a template: what is put in is escaped, and made harmless, unless it is Html. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(strings.reduce((source, string, n) => source + sourceOf(contents[n - 1]) + string));
}

function sourceOf(content: Content): string {
  if (content instanceof Html) return content.source;
  if (typeof content === 'object') return content.map(sourceOf).join('');
  return escapeHtml(harmless(String(content)));
}

/** A whole page that needs nothing but itself: one file, no script, no request to anywhere. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Html(styles)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.source;
}
