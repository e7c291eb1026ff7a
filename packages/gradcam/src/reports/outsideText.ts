// Control characters and lone surrogates, which could command a terminal or break a file, and the characters that turn the direction of
// all that follows. Tabs and line feeds are text.
const unruly = /(?![\t\n])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** Text from outside that cannot command what shows it: unruly characters become �, and carriage returns go. */
export function harmless(text: string): string {
  return text.replace(unruly, (c) => (c === '\r' ? '' : '\ufffd'));
}

/** `harmless`, on one line, cut to `most` characters: for a word or a name inside a sentence or a table. */
export function asName(text: string, most = 60): string {
  const characters = [...harmless(text).replace(/\s+/g, ' ')];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}
