import { Marked } from 'marked';

/** A model's card as a page of its own among the assets: no script, the page's styles, and its links to cards that are built already. */
export function cardPage(card, { name, styles, others }) {
  const linked = others.reduce((text, other) => text.replaceAll(`](${other.name}.md)`, `](./${other.card})`), card);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'">
    <meta name="color-scheme" content="light dark">
    <title>The model ${name} · Textcam</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="./${styles}">
  </head>
  <body>
    <header><a class="name" href="../">Textcam</a></header>
    <main class="document">
${markdown.parse(linked)}
    </main>
  </body>
</html>
`;
}

const markdown = new Marked({
  renderer: {
    /** Tables whose rows have a name each; a head of empty cells is none. What is too wide scrolls by itself. */
    table({ header, rows }) {
      const inline = ({ tokens }) => this.parser.parseInline(tokens);
      const row = ([first, ...rest]) =>
        `<tr><th scope="row">${inline(first)}</th>${rest.map((cell) => `<td>${inline(cell)}</td>`).join('')}</tr>`;
      const head = header.map((cell) => (cell.text === '' ? '<td></td>' : `<th scope="col">${inline(cell)}</th>`));
      const isNamed = header.some(({ text }) => text !== '');
      const thead = isNamed ? `<thead><tr>${head.join('')}</tr></thead>` : '';
      return `<div class="wide" tabindex="0" role="group" aria-label="A table"><table>${thead}<tbody>${rows.map(row).join('')}</tbody></table></div>\n`;
    },
  },
});
