import { escape as escapeHtml } from 'html-escaper';

/** Text that is HTML already. Everything else is escaped when it is put in. */
export class Html {
  constructor(readonly source: string) {}
}

type Content = Html | string | number | readonly (Html | string)[];

/** HTML from a template: what is put in is escaped, unless it is Html. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(strings.reduce((source, string, n) => source + sourceOf(contents[n - 1]) + string));
}

function sourceOf(content: Content): string {
  if (content instanceof Html) return content.source;
  if (typeof content === 'object') return content.map(sourceOf).join('');
  return escapeHtml(String(content));
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

// Blue and orange stay apart for every common kind of colour blindness; underline and sign repeat what colour says.
const styles = `
:root { color-scheme: light dark; --ink: #1c1e21; --paper: #ffffff; --faint: #5c6370; --line: #c9ced6; --for: 31, 111, 180; --against: 214, 120, 20;
  --for-ink: #1a5f9c; --against-ink: #9a5200; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #16181c; --faint: #a3abb8; --line: #454b55; --for: 74, 150, 220; --against: 226, 144, 60;
  --for-ink: #7db9ee; --against-ink: #f0ab62; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
.summary { font-size: 1.1rem; } .faint { color: var(--faint); } .warning { border-left: 4px solid currentColor; padding-left: .8rem; font-weight: 600; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 2.1; border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.2rem; }
.text span { border-radius: 3px; padding: .1em 0; }
.for { text-decoration: underline solid 2px; text-underline-offset: 4px; } .against { text-decoration: underline dotted 2px; text-underline-offset: 4px; }
.out { color: var(--faint); text-decoration: line-through; } .unknown { font-style: italic; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } td.number, th.number { text-align: right; white-space: nowrap; }
.wide { overflow-x: auto; } .bar { display: inline-block; height: .7em; border-radius: 2px; min-width: 2px; }
.bar.for { background: rgb(var(--for)); } .bar.against { background: rgb(var(--against)); } td:last-child.bars { width: 35%; }
figure { margin: 1rem 0; } figure svg { width: 100%; height: auto; } figcaption { color: var(--faint); font-size: .9rem; }
.figures { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 1.2rem 0; padding: 0; } .figures div { min-width: 7rem; } .figures dt { color: var(--faint); font-size: .9rem; } .figures dd { margin: 0; font-size: 1.6rem; }
@media print { main { max-width: none; padding: 0; } .text { border-color: #888; } }
@media (forced-colors: active) { .bar { border: 1px solid CanvasText; } .for { text-decoration-style: double; } }
`;
