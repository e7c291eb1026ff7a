/**
 * The look of every report, in light and dark. Blue and orange stay apart for every common kind of colour blindness; underline and sign
 * repeat what colour says. Text keeps a contrast of 4.5 to 1 on every ground, lines one of 3 to 1.
 */
export const styles = `
:root { color-scheme: light dark; --ink: #1c1e21; --paper: #ffffff; --faint: #5c6370; --line: #c9ced6;
  --for: 31, 111, 180; --against: 214, 120, 20;
  --series-1: #1f6fb4; --series-2: #b85c00; --series-3: #147d50; --series-4: #8246aa; --series-5: #be2850; --series-6: #007887; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #16181c; --faint: #a3abb8; --line: #454b55;
  --for: 74, 150, 220; --against: 226, 144, 60;
  --series-1: #60aaeb; --series-2: #f0a050; --series-3: #5ac88c; --series-4: #be8ceb; --series-5: #f57896; --series-6: #50c3cd; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
.summary { font-size: 1.1rem; } .faint { color: var(--faint); }
.warning { border-left: 4px solid currentColor; padding-left: .8rem; font-weight: 600; }
.text { white-space: pre-wrap; line-height: 2; border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.2rem; }
.for, .against { color: var(--ink); border-radius: 3px; padding: .1em 0; text-underline-offset: 4px; print-color-adjust: exact; }
.for { background: rgba(var(--for), calc(.5 * var(--share, 1))); text-decoration: underline solid 2px; }
.against { background: rgba(var(--against), calc(.5 * var(--share, 1))); text-decoration: underline dotted 2px; }
.weak { text-decoration: none; } .out { color: var(--faint); text-decoration: line-through; } .unknown { font-style: italic; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
table.narrow { width: auto; min-width: 16rem; } caption { text-align: left; padding-bottom: .4rem; color: var(--faint); }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
td.number, th.number { text-align: right; } td.number { white-space: nowrap; }
.wide { overflow-x: auto; } .bars { width: 30%; } .bar { display: block; height: .7em; min-width: 2px; }
.bar.for { background: rgb(var(--for)); } .bar.against { background: rgb(var(--against)); }
dl.rows dt { font-weight: 600; } dl.rows dd { margin: 0 0 .6rem; }
.figures { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 1.2rem 0; padding: 0; } .figures div { min-width: 7rem; }
.figures dt { color: var(--faint); font-size: .9rem; } .figures dd { margin: 0; font-size: 1.6rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0 2rem; }
figure { margin: 1rem 0; max-width: 30rem; } figure svg { display: block; width: 100%; height: auto; }
figcaption { color: var(--faint); font-size: .9rem; }
details { margin: .4rem 0; } summary { cursor: pointer; padding: .2rem 0; } td a { color: inherit; } .wide + .wide { margin-top: 1.2rem; }
.reviews { margin: .4rem 0; padding-left: 1.2rem; font-size: .9rem; } .reviews li { margin-bottom: .6rem; }
.series { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.4rem; margin: 0 0 .4rem; padding: 0; font-size: .9rem; }
.series span { display: inline-block; width: 1.8em; margin-right: .5em; vertical-align: middle; border-top: 3px; }
@media (max-width: 40rem) { .spare { display: none; } th, td { padding: .3rem .2rem; font-size: .85rem; } }
@media print { main { max-width: none; padding: 0; } }
@media (forced-colors: active) { .bar { border: 1px solid CanvasText; } }
`;
