// `npm start`, after installing and building: trains on the starter corpus, evaluates, and explains the article's review.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = 'textcam-out';

// The opening of the review that the article explains, as it quotes it.
const review =
  "Pretty bad PRC cheapie which I rarely bother to watch over again, and it's no wonder -- it's slow and creaky and dull as " +
  'a butter knife. Mad doctor George Zucco is at it again, turning a dimwitted farmhand in overalls (Glenn Strange) into a ' +
  'wolf-man. Unfortunately, the makeup is';

function textcam(title, args) {
  const shown = args.map((arg) => (/^[\w./-]+$/.test(arg) ? arg : '"…"')).join(' ');
  console.log(`\n── ${title}\n$ npm run --silent textcam -- ${shown}\n`);
  const { status } = spawnSync(process.execPath, ['packages/cli/dist/main.js', ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

textcam("Train the article's network on the 192 training reviews of the starter corpus", [
  'train',
  '--dataset',
  'starter',
  '--dimensions',
  '50',
  '--epochs',
  '12',
  '--batch-size',
  '8',
  '--device',
  'cpu',
  '--out',
  out,
]);
textcam('Evaluate what was saved, on the 48 reviews held back', [
  'evaluate',
  `${out}/model.safetensors`,
  '--dataset',
  'starter',
]);
textcam("Explain the article's review with the model that comes along, trained on 25,000 reviews", [
  'explain',
  'article',
  review,
]);
textcam('The same as a page', ['explain', 'article', review, '--format', 'html', '--out', `${out}/explanation.html`]);

console.log(`
Now open in a browser:
  ${out}/report.html        how the training went: loss, accuracy, ROC curve, confusion matrix
  ${out}/explanation.html   which words of the article's review decided

Two hundred reviews are enough to see everything work, not to learn English. For a model that knows its trade:
  npm run --silent textcam -- data download imdb
  npm run --silent textcam -- train --dataset imdb
`);
