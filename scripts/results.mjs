// Runs every command of docs/results.md and docs/accuracy.md, in their order, and puts what each prints in place of the text below it, so that
// the pages cannot say what the commands do not: npm run docs:results -- aclImdb_v1.tar.gz
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = ['../docs/accuracy.md', '../docs/results.md'].map((page) => new URL(page, import.meta.url));
const [archive] = process.argv.slice(2);
if (archive === undefined) {
  console.error('docs:results: no data archive; must be the path of aclImdb_v1.tar.gz; add it after --');
  process.exit(2);
}
/** Where commands leave what they write. */
const folder = resolve(root, 'textcam-results');
// What an older program left there would be shown as what this one does.
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);

/** A block of commands, and the text below it, if that is what they print. */
const blocks = /```sh\n([\s\S]*?)```(?:\n\n```text\n[\s\S]*?```)?/g;

for (const page of pages) {
  const written = readFileSync(page, 'utf8').replace(blocks, (whole, commands) => {
    const lines = commands.trimEnd().split('\n');
    const printed = lines
      .map((line) => run(line.replace(/ +#.*$/, '')))
      .filter((text) => text !== '')
      .join('\n');
    return whole.includes('```text') ? `\`\`\`sh\n${commands}\`\`\`\n\n\`\`\`text\n${printed.trim()}\n\`\`\`` : whole;
  });
  writeFileSync(page, written);
}

/** Runs a line as the page has it, but for the archive's path and the folder it is run in. Returns what it printed. */
function run(line) {
  console.error(`$ ${line}`);
  const started = performance.now();
  const command = line
    .replace('npm run --silent textcam --', `node "${root}packages/cli/dist/main.js"`)
    .replace(/(?<= )(?:docs|scripts)\/\S+/g, `"${root}$&"`)
    .replaceAll('aclImdb_v1.tar.gz', `"${resolve(archive)}"`);
  const { status, stdout } = spawnSync(command, {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  console.error(`  ${((performance.now() - started) / 1000).toFixed(0)} s`);
  if (status !== 0) throw new Error(`${line}: ended with ${status}; must end with 0; see above`);
  return line.startsWith('npm install') ? '' : stdout.replaceAll(`${folder}/`, '').trimEnd();
}
