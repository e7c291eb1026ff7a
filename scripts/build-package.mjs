// Builds the package in the current folder: one ES module for each entry of its package.json's `exports` and `bin`, and for each worker and process,
// which are started by their files' addresses, by esbuild, and its declarations, by TypeScript. Dependencies stay imports, so that every package
// is loaded once in a user's program.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import ts from 'typescript';
import { compactShaders } from './compactShaders.mjs';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const entryPoints = [
  ...Object.values(manifest.exports).map((entry) => entry.default),
  ...Object.values(manifest.bin ?? {}),
].map((file) => file.replace('./dist/', 'src/').replace(/\.js$/, '.ts'));
const workers = readdirSync('src', { recursive: true }).filter((file) => /(Worker|Process)\.ts$/.test(file));
entryPoints.push(...workers.map((file) => `src/${file}`));

rmSync('dist', { recursive: true, force: true });
await bundle();
declare();

async function bundle() {
  await build({
    entryPoints,
    outdir: 'dist',
    outbase: 'src',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    packages: 'external',
    external: ['node:*'],
    target: 'es2022',
    // With the sources inside, which are not published: a user's debugger shows what we wrote.
    sourcemap: true,
    logLevel: 'warning',
    plugins: [compactShaders],
  });
}

function declare() {
  const settings = {
    extends: '../../tsconfig.json',
    compilerOptions: {
      rootDir: 'src',
      outDir: 'dist',
      declaration: true,
      emitDeclarationOnly: true,
      // Declarations are made against the built packages below, exactly as a user's compiler sees them.
      customConditions: [],
      stripInternal: true,
    },
    include: ['src'],
    exclude: ['src/**/*.test.ts'],
  };
  const { fileNames, options, errors } = ts.parseJsonConfigFileContent(settings, ts.sys, process.cwd());
  const program = ts.createProgram(fileNames, options);
  const problems = [...errors, ...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (problems.length === 0) return;
  const host = { getCurrentDirectory: process.cwd, getCanonicalFileName: (name) => name, getNewLine: () => '\n' };
  process.stderr.write(ts.formatDiagnostics(problems, host));
  process.exitCode = 1;
}
