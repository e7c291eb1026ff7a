/** How much of its side's colour the ground of a word has, from the weakest shade to the strongest. */
export const shades = [0.1, 0.18, 0.28, 0.38, 0.5] as const;

const grounds = (side: 'for' | 'against') =>
  shades
    .map(
      (share, n) =>
        `.${side}${n + 1} { background: color-mix(in srgb, var(--${side}) ${100 * share}%, var(--paper)); }`,
    )
    .join('\n');
const marked = (side: 'for' | 'against', after = '') =>
  shades
    .slice(1)
    .map((_, n) => `.${side}${n + 2}${after}`)
    .join(', ');

/**
 * The look of an explanation. What speaks for a class has a blue ground, a solid line and a plus; what speaks against it an orange ground, a
 * dotted line and a minus. Lines and signs survive printing in black and white, and forced colours.
 */
export const explanationStyles = `
.verdict { width: auto; min-width: min(100%, 26rem); margin-bottom: 1rem; } .verdict td.chance { width: 12rem; }
.verdict tr > * { border: 0; padding-block: .15rem; } .verdict th { padding-left: 0; }
.chance span { display: block; height: .8em; min-width: 2px; width: calc(100% * var(--share)); background: var(--faint); }
.switches { display: grid; gap: .6rem; margin-bottom: 1rem; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem; }
legend { float: left; padding: .2rem .4rem .2rem 0; min-width: 4.5rem; color: var(--faint); }
fieldset label { position: relative; } fieldset input { position: absolute; inset: 0; opacity: 0; margin: 0; width: 100%; height: 100%; cursor: pointer; }
fieldset label span { display: block; padding: .15rem .7rem; border: 1px solid var(--faint); border-radius: 1rem; font-size: .9rem; }
fieldset input:checked + span { background: var(--ink); color: var(--paper); border-color: var(--ink); }
fieldset input:focus-visible + span { outline: 3px solid var(--series-1); outline-offset: 2px; }
.text { white-space: pre-wrap; line-height: 2; border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.2rem; }
.plain { white-space: pre-wrap; }
.text > *, .key span, .key i, .swatches span { border-radius: 3px; text-decoration-thickness: 2px; text-underline-offset: 4px; print-color-adjust: exact; }
${grounds('for')}
${grounds('against')}
${marked('for')} { text-decoration: underline solid 2px; padding-inline: 1px; }
${marked('against')} { text-decoration: underline dotted 3px; padding-inline: 1px; }
${marked('for', '::before')} { content: '+'; }
${marked('against', '::before')} { content: '−'; }
.for2::before, .for3::before, .for4::before, .for5::before, .against2::before, .against3::before, .against4::before, .against5::before,
.text i::after, .key i::after { font-size: .75em; font-weight: 700; vertical-align: .35em; line-height: 1; }
.text i::after, .key i::after { content: '?'; }
s { color: var(--faint); text-decoration: line-through; } .text .markup { font-family: ui-monospace, monospace; font-size: .85em; }
.text .clipped::before { content: 'from here on not read: '; display: inline-block; padding-inline: .4em; margin-inline-end: .3em; border: 1px solid currentColor; border-radius: 3px; font-size: .85em; line-height: 1.4; }
.text :focus { outline: 3px solid var(--series-1); outline-offset: 1px; }
.text:focus-within + .told { position: sticky; bottom: 0; }
.told { margin: .6rem 0; padding: .4rem .8rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
.key { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: .3rem 1.6rem; margin: 1rem 0 .4rem; }
.scale { display: flex; align-items: center; gap: .6rem; margin: 0; font-variant-numeric: tabular-nums; }
.swatches { display: flex; gap: 2px; } .swatches span { width: 1.6em; text-align: center; }
td.bars, th.bars { width: 45%; } td.bars { padding-inline: 0; background: linear-gradient(var(--faint), var(--faint)) center / 1px 100% no-repeat; }
.bar, .step { display: block; height: 1em; min-width: 2px; }
.bar { width: calc(50% * var(--share)); } .bar.for { margin-left: 50%; } .bar.against { margin-left: calc(50% - 50% * var(--share)); }
.bar.for, .step.for { background: var(--for); } .step.total { background: var(--faint); }
.bar.against, .step.against { background: repeating-linear-gradient(135deg, var(--against) 0 5px, color-mix(in srgb, var(--against) 55%, var(--paper)) 5px 7px); }
.verdict th, .words th, .words td.spare, .receipt th, .phrases th { overflow-wrap: anywhere; }
td.steps, th.steps { width: 45%; } .step { margin-left: calc(100% * var(--from)); width: calc(100% * (var(--to) - var(--from))); }
.receipt tr.sum > * { font-weight: 600; border-top: 2px solid var(--faint); }
.gone { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem; }
.gone li { padding: .1rem .6rem; border: 1px solid var(--faint); border-radius: 4px; text-decoration: line-through; }
@media (max-width: 40rem) { .text { padding: .8rem; } td.bars, th.bars, td.steps, th.steps { width: 38%; } }
@media print { .switches, .told { display: none; } .bar, .step, .chance span { print-color-adjust: exact; } }
@media (forced-colors: active) {
  .bar, .step, .chance span { border: 1px solid CanvasText; } .bar.for, .step.for, .step.total, .chance span { background: CanvasText; }
  .bar.against, .step.against { background: Canvas; }
  fieldset input:checked + span { background: Highlight; color: HighlightText; forced-color-adjust: none; } .text :focus { outline-color: Highlight; }
}
`;
