export interface Element {
  name: string;
  attributes: Record<string, string>;
  /** Of this element and all inside it, entities resolved. */
  text: string;
}

const tag = /<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-z][a-z_:-]*(?:="[^"<>]*")?)*)\s*(\/?)>/iy;
const attribute = /\s+([a-z][a-z_:-]*)(?:="([^"]*)")?/giy;
const voids = new Set(['meta', 'input']);
const raw = new Set(['style', 'script']);

/**
 * The elements of a page, in order, read by stricter rules than a browser's: every < begins a tag, every tag is closed in turn, every value
 * stands in double quotes, every & begins an entity. Styles and scripts end at the first </ of theirs. What passes here reads the same everywhere. Throws for anything else.
 */
export function elementsOf(page: string): Element[] {
  const body = page.replace(/^<!doctype html>\n/, '');
  const found: Element[] = [];
  const open: Element[] = [];
  for (let at = 0; at < body.length; ) {
    const inside = open.at(-1)?.name ?? '';
    if (body[at] !== '<') {
      const found = body.indexOf(raw.has(inside) ? `</${inside}>` : '<', at);
      const end = found < 0 ? body.length : found;
      const text = raw.has(inside) ? body.slice(at, end) : resolved(body.slice(at, end));
      for (const element of open) element.text += text;
      at = end;
      continue;
    }
    tag.lastIndex = at;
    const [whole, closing, name, attributes, selfClosing] =
      tag.exec(body) ?? fail(`no tag: ${body.slice(at, at + 60)}`);
    at = tag.lastIndex;
    if (closing) {
      if (open.pop()?.name !== name) fail(`${whole} closes nothing`);
      continue;
    }
    const element = { name, attributes: attributesOf(attributes), text: '' };
    found.push(element);
    if (!selfClosing && !voids.has(name)) open.push(element);
  }
  if (open.length > 0) fail(`${open.map(({ name }) => name).join(', ')} left open`);
  return found;
}

function attributesOf(source: string): Record<string, string> {
  return Object.fromEntries([...source.matchAll(attribute)].map(([, name, value = '']) => [name, resolved(value)]));
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

function resolved(text: string): string {
  if (text.includes('>')) fail(`a bare >: ${text}`);
  return text.replace(/&[^;]{0,5};?/g, (entity) => entities[entity] ?? fail(`no entity of ours: ${entity}`));
}

function fail(reason: string): never {
  throw new Error(reason);
}
