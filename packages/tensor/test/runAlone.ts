import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { withoutNotices } from './withoutNotices.js';

const folder = fileURLToPath(new URL('../src/node', import.meta.url));

export interface Alone {
  /** Where bare imports are looked for; the `node` folder when left out. */
  cwd?: string;
  env?: Record<string, string>;
}

/** Runs a script, whose relative imports start in the `node` folder, in a process of its own. */
export async function runAlone(script: string, { cwd = folder, env = {} }: Alone = {}) {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-'], {
    cwd,
    env: { ...process.env, ...env },
    input: outputFiles[0].text,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, signal, stdout, stderr: withoutNotices(stderr) };
}
