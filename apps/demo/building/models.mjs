import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cardPage } from './card.mjs';

/** The models that come along, the one to begin with first. */
const names = ['accurate', 'article'];

/** Each model among the assets with the page of its card: what the page's script has to know of it. */
export function buildModels(folder, { styles, copied, written }) {
  const models = [];
  for (const name of names) {
    const path = join(folder, `${name}.safetensors`);
    const card = readFileSync(join(folder, `${name}.md`), 'utf8');
    models.push({
      name,
      file: copied(path),
      bytes: statSync(path).size,
      card: written(`${name}.html`, cardPage(card, { name, styles, others: models })),
      accuracy: accuracyIn(card, name),
    });
  }
  return models;
}

/** The model's accuracy by its card, where that figure has its place. */
function accuracyIn(card, name) {
  const [, accuracy] = /^\| accuracy +\| (\.\d+)/m.exec(card) ?? [];
  if (accuracy === undefined) {
    throw new Error(`${name}.md: no accuracy; must have it in a table, as "| accuracy | .9 |"; write it there`);
  }
  return Number(accuracy);
}
