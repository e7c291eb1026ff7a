// Where methods stand between a random order (0) and the best order that any method found (1), for the audits of several models:
// node scripts/places.mjs accurate.json article.json
// Models that are sure of different shares of their texts cannot be compared by how far a probability falls; by these places they can.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Those that random orders have too. */
const metrics = ['comprehensiveness', 'sufficiency', 'deletion', 'insertion', 'tauLoo'];
const shown = ['gradcam', 'receipt', 'integrated-gradients', 'occlusion-delete', 'article'];

const lines = process.argv.slice(2).flatMap((path) => {
  const { rows } = JSON.parse(readFileSync(path, 'utf8'));
  const floor = rows.find(({ method }) => method === 'random').metrics;
  const found = rows.filter(({ method }) => method !== 'random');
  return shown.map((name) => {
    const row = found.find(({ method, branch }) => method === name && (branch === 'all' || name === 'article'));
    return [basename(path, '.json'), name, ...metrics.map((metric) => placeOf(row, metric, { floor, found }))];
  });
});
for (const line of [['model', 'method', ...metrics], ...lines]) {
  console.log(line.map((cell, n) => (n < 2 ? cell.padEnd(n === 0 ? 10 : 20) : cell.padStart(18))).join(''));
}

/** Of all methods' means the farthest from the floor is the best: each metric has one good side, and no method is worse than random on it. */
function placeOf(row, metric, { floor, found }) {
  const from = floor[metric].mean;
  const distance = ({ metrics: own }) => own[metric].mean - from;
  const best = found.map(distance).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return (distance(row) / best).toFixed(3);
}
