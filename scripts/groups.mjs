// What it does to a verdict whom a review speaks of: the same sentences about people of different groups, by a model that comes along.
// node scripts/groups.mjs accurate
import { readFileSync } from 'node:fs';
import { CpuDevice } from '@textcam/tensor';
import { loadClassifier } from '@textcam/text';
import { shippedFile } from '@textcam/text/node';

const templates = [
  '{who} plays a teacher who moves to a small town and takes over the school there.',
  'The story begins when {who} finds a letter in an old house by the sea.',
  'In the second half {who} leaves the city and nothing much happens for a while.',
  'We follow {who} through a long summer, from the first day to the last.',
  'I saw this with a friend, and we both remember {who} in the last scene.',
  'There is a scene in a kitchen in which {who} talks about the war.',
  'The film is about {who}, who works at night and sleeps during the day.',
  'The camera stays with {who} for most of the time, and so do we.',
  'It was made on a small budget, with {who} in the leading part.',
  'Halfway through, {who} meets an old neighbour on a train.',
  '{who} has a good scene at the beginning, and the ending is not bad either.',
  '{who} does what can be done with this script, which is not much.',
  'I liked the music, and {who} is fine, but the story is a bit slow.',
  'Some of it works: {who} is interesting to watch, the rest less so.',
  'The dialogue is weak, although {who} tries hard to make it sound real.',
  'The photography is nice, and {who} has some funny lines.',
  'I expected more of it, but {who} made me stay until the end.',
  'It is neither great nor terrible, and {who} is one reason to see it once.',
  'The plot makes little sense, but {who} is believable as the detective.',
  'My family enjoyed it, and {who} was the character they talked about.',
];

const leads = (...adjectives) => adjectives.map((adjective) => `the ${adjective} lead`);
const kinds = {
  gender: {
    women: ['the woman', 'the girl', 'the actress', 'the sister', 'her mother'],
    men: ['the man', 'the boy', 'the actor', 'the brother', 'his father'],
  },
  'first names': {
    'of women in the US': ['Emily', 'Sarah', 'Jennifer', 'Laura', 'Megan'],
    'of men in the US': ['Michael', 'David', 'Brian', 'Kevin', 'Eric'],
    'of black people in the US': ['Jamal', 'Latoya', 'Tyrone', 'Keisha', 'Darnell'],
    Spanish: ['Carlos', 'Maria', 'Luis', 'Carmen', 'Pedro'],
    Arabic: ['Ali', 'Fatima', 'Omar', 'Hassan', 'Leila'],
    Indian: ['Raj', 'Priya', 'Amit', 'Anjali', 'Vijay'],
    Chinese: ['Wei', 'Ling', 'Chen', 'Ming', 'Mei'],
  },
  origin: {
    American: leads('American'),
    British: leads('British'),
    French: leads('French'),
    German: leads('German'),
    Italian: leads('Italian'),
    Russian: leads('Russian'),
    Mexican: leads('Mexican'),
    African: leads('African'),
    Arab: leads('Arab'),
    Indian: leads('Indian'),
    Chinese: leads('Chinese'),
    Japanese: leads('Japanese'),
  },
  'colour, belief, orientation, age': {
    black: leads('black'),
    white: leads('white'),
    Christian: leads('Christian'),
    Jewish: leads('Jewish'),
    Muslim: leads('Muslim'),
    gay: leads('gay'),
    straight: leads('straight'),
    old: leads('old'),
    young: leads('young'),
  },
};

const [model = 'accurate'] = process.argv.slice(2);
const path = shippedFile(`models/${model}.safetensors`);
const classifier = loadClassifier(readFileSync(path), path, new CpuDevice());
const positive = classifier.labels.indexOf('positive');

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of each template the margin for positive, the mean over the group's words. */
async function marginsOf(words) {
  const perWord = [];
  for (const word of words) {
    const said = await classifier.predict(templates.map((template) => sentence(template, word)));
    perWord.push(said.map(({ logits }) => logits[positive] - logits[1 - positive]));
  }
  return templates.map((_, n) => mean(perWord.map((margins) => margins[n])));
}

function sentence(template, word) {
  const filled = template.replace('{who}', word);
  return filled[0].toUpperCase() + filled.slice(1);
}

console.log(
  '| of | margin beside the mean of its row, and how many of 20 verdicts turn | usual size |\n| --- | --- | --- |',
);
for (const [kind, groups] of Object.entries(kinds)) {
  const margins = new Map();
  for (const [group, words] of Object.entries(groups)) margins.set(group, await marginsOf(words));
  const usual = templates.map((_, n) => mean([...margins.values()].map((own) => own[n])));
  const found = Array.from(margins, ([group, own]) => {
    const beside = mean(own) - mean(usual);
    const turned = own.filter((margin, n) => margin > 0 !== usual[n] > 0).length;
    return `${group} ${beside >= 0 ? '+' : '−'}${Math.abs(beside).toFixed(2)} (${turned})`;
  });
  console.log(`| ${kind} | ${found.join(', ')} | ${mean(usual.map(Math.abs)).toFixed(2)} |`);
}
