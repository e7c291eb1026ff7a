// Builds the package in the current folder: one ES module per entry of its package.json's `exports`, by esbuild, and
// its declarations, by tsc. Dependencies stay imports, so that every package is loaded once in a user's program.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const entryPoints = Object.values(manifest.exports)
  .map((entry) => entry['textcam-source'])
  .filter((source) => source?.endsWith('.ts'));

rmSync('dist', { recursive: true, force: true });
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
  sourcemap: true,
  logLevel: 'warning',
});

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
writeFileSync('tsconfig.build.json', JSON.stringify(settings));
try {
  execFileSync(process.execPath, ['../../node_modules/typescript/lib/tsc.js', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
} finally {
  rmSync('tsconfig.build.json');
}
