// What is nearest to some words in a file of word vectors, by the cosine of its rows, among its first 20,000 words, the most frequent ones:
// node scripts/neighbours.mjs imdb.vec good terrible
import { readFileSync } from 'node:fs';

const [file, ...wanted] = process.argv.slice(2);
const rows = new Map(
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(1, 20_001)
    .map((line) => {
      const [word, ...numbers] = line.split(' ');
      const length = Math.hypot(...numbers);
      return [word, numbers.map((number) => number / length)];
    }),
);

for (const word of wanted) {
  const own = rows.get(word);
  if (own === undefined)
    throw new Error(`${word}: not among the first 20,000 words of ${file}; must be; ask for another`);
  const cosines = Array.from(rows, ([other, row]) => ({
    other,
    cosine: row.reduce((sum, x, n) => sum + x * own[n], 0),
  }));
  const nearest = cosines.sort((a, b) => b.cosine - a.cosine).slice(1, 5);
  console.log(`${word.padEnd(12)} ${nearest.map(({ other, cosine }) => `${other} ${cosine.toFixed(2)}`).join(', ')}`);
}
