/** Colours that a report needs, in light and dark: the page's variables. */
export const palettes = {
  light: {
    ink: '#1c1e21',
    paper: '#ffffff',
    faint: '#5c6370',
    line: '#c9ced6',
    for: '#1f6fb4',
    against: '#c46a0c',
    'series-1': '#1f6fb4',
    'series-2': '#b85c00',
    'series-3': '#147d50',
    'series-4': '#8246aa',
    'series-5': '#be2850',
    'series-6': '#007887',
  },
  dark: {
    ink: '#e8eaed',
    paper: '#16181c',
    faint: '#a3abb8',
    line: '#454b55',
    for: '#4a96dc',
    against: '#e2903c',
    'series-1': '#60aaeb',
    'series-2': '#f0a050',
    'series-3': '#5ac88c',
    'series-4': '#be8ceb',
    'series-5': '#f57896',
    'series-6': '#50c3cd',
  },
} as const;

const variables = (colours: Record<string, string>) =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');

/**
 * The look of every report, in light and dark. Blue and orange stay apart for every common kind of colour blindness; line and sign repeat
 * what colour says. Text keeps a contrast of 4.5 to 1 on every ground, graphics one of 3 to 1: a test computes it.
 */
export const styles = `
:root { color-scheme: light dark; ${variables(palettes.light)} }
@media (prefers-color-scheme: dark) { :root { ${variables(palettes.dark)} } }
@media print { :root { color-scheme: light; ${variables(palettes.light)} } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .8rem; }
h2 { font-size: 1.2rem; margin: 3rem 0 .8rem; }
:focus-visible { outline: 3px solid var(--series-1); outline-offset: 2px; }
.summary { font-size: 1.15rem; } .faint, caption, figcaption { color: var(--faint); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.warning { border-left: 4px solid currentColor; padding-left: .8rem; font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
table.narrow { width: auto; min-width: 16rem; } caption { text-align: left; padding-bottom: .4rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
tbody th { font-weight: 400; } td.number, th.number { text-align: right; } td.number { white-space: nowrap; }
.wide { overflow-x: auto; }
dl.rows dt { font-weight: 600; } dl.rows dd { margin: 0 0 .6rem; }
.figures { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 1.2rem 0; padding: 0; } .figures div { min-width: 7rem; }
.figures dt { color: var(--faint); font-size: .9rem; } .figures dd { margin: 0; font-size: 1.6rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0 2rem; align-items: start; }
figure { margin: 1rem 0; max-width: 30rem; } figure svg { display: block; width: 100%; height: auto; }
caption, figcaption { font-size: .9rem; }
td a { color: inherit; } .wide + .wide { margin-top: 1.2rem; }
.reviews { margin: .4rem 0; padding-left: 1.2rem; font-size: .9rem; } .reviews li { margin-bottom: .6rem; }
.series { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.4rem; margin: 0 0 .4rem; padding: 0; font-size: .9rem; }
.series span { display: inline-block; width: 1.8em; margin-right: .5em; vertical-align: middle; border-top: 3px; }
details { margin: 1rem 0; } summary { cursor: pointer; padding: .3rem 0; }
@media (max-width: 40rem) { .spare { display: none; } th, td { padding: .3rem .25rem; font-size: .875rem; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print { main { max-width: none; padding: 0; } tr, figure, summary { break-inside: avoid; } h2 { break-after: avoid; } }
`;
