// biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours begin with it.
const colourCode = /\u001b\[[\d;]+m/g;

/** The text with blanks turned into line feeds where a line would grow wider than `width`. Colours take no room. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => wrappedLine(line, width))
    .join('\n');
}

function wrappedLine(line: string, width: number): string {
  const [first, ...others] = line.split(' ');
  let out = first;
  let column = columnsOf(first);
  for (const word of others) {
    const size = columnsOf(word);
    const fits = column + 1 + size <= width;
    out += fits ? ` ${word}` : `\n${word}`;
    column = fits ? column + 1 + size : size;
  }
  return out;
}

function columnsOf(word: string): number {
  return [...word.replace(colourCode, '')].length;
}
