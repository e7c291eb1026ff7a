import { sha256 } from '@noble/hashes/sha2.js';
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

/** A table that may be wider than a phone: it scrolls by itself, for the keyboard too. */
export function scrolling(label: string, table: Html): Html {
  return html`<div class="wide" role="group" aria-label="${label}" tabindex="0">${table}</div>`;
}

/** Data for a page's own script. No < stays in it, so nothing in it can end the block or begin another. */
export function jsonBlock(id: string, data: unknown): Html {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return html`<script type="application/json" id="${id}">${new Html(json)}</script>`;
}

export interface PageExtras {
  /** Beside those of every page. */
  styles?: string;
  /** The one script that may run, named to the browser by its hash. Our own: nothing from outside may be in it. */
  script?: string;
}

/** A whole page that needs nothing but itself: one file, no request to anywhere, and no script but its own. */
export function page(title: string, body: Html, extras: PageExtras = {}): string {
  const { script } = extras;
  const scripts =
    script === undefined ? '' : ` script-src 'sha256-${base64(sha256(new TextEncoder().encode(script)))}';`;
  const policy = `default-src 'none';${scripts} style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<title>${title}</title>
<style>${new Html(styles + (extras.styles ?? ''))}</style>
</head>
<body>
<main>
${body}
</main>
${script === undefined ? html`` : html`<script>${new Html(script)}</script>\n`}</body>
</html>
`.source;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
