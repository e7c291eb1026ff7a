import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a command printed. Throws an Error with all of it when the command fails, or takes two minutes. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, maxBuffer: 2 ** 24, timeout: 120_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`));
      else resolve({ stdout, stderr });
    });
  });
}

/** A project of somebody else, who installed our packages as npm would deliver them. */
export class Project {
  private constructor(readonly folder: string) {}

  /**
   * Builds the packages in these folders of packages/, packs them, and has npm install them into an empty project outside the repository,
   * their dependencies and `others` from the registry. Throws an Error with what the failing command printed.
   */
  static async install(folders: readonly string[], others: readonly string[]): Promise<Project> {
    const project = new Project(await mkdtemp(join(tmpdir(), 'textcam-user-')));
    try {
      await project.fill(folders, others);
      return project;
    } catch (error) {
      await project.remove();
      throw error;
    }
  }

  private async fill(folders: readonly string[], others: readonly string[]): Promise<void> {
    const bin = (name: string) => join(root, 'node_modules/.bin', name);
    await run(bin('turbo'), ['run', 'build', '--output-logs=errors-only'], root);
    const pack = ['pack', '--pack-destination', this.folder];
    await Promise.all(folders.map((folder) => run(bin('pnpm'), pack, join(root, 'packages', folder))));
    const tarballs = await Promise.all(folders.map((folder) => this.tarball(folder)));
    await this.write('package.json', JSON.stringify({ name: 'user', private: true, type: 'module' }));
    // The optional package webgpu is 150 MB of drivers that nothing here asks for.
    const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', '--omit=optional'];
    // Without a registry npm would try for many minutes.
    const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
    await run('npm', ['install', ...flags, ...patience, ...tarballs, ...others], this.folder);
  }

  /** Where the package of this folder of packages/ was packed to. */
  async tarball(folder: string): Promise<string> {
    const { name, version } = await manifestOf(join(root, 'packages', folder));
    return join(this.folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  }

  /** The files of an installed package, by their paths in it. */
  async files(name: string): Promise<string[]> {
    const folder = join(this.folder, 'node_modules', name);
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    return found
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((path) => !path.startsWith('node_modules/'))
      .sort();
  }

  /** A file of an installed package, as text. */
  read(name: string, file: string): Promise<string> {
    return readFile(join(this.folder, 'node_modules', name, file), 'utf8');
  }

  async write(file: string, text: string): Promise<void> {
    await writeFile(join(this.folder, file), text);
  }

  /** What Node prints when it runs this as a module of the project. Throws an Error when the module throws, or writes to stderr. */
  async print(code: string): Promise<string> {
    await this.write('example.mjs', code);
    const { stdout, stderr } = await run(process.execPath, ['example.mjs'], this.folder);
    if (stderr) throw new Error(stderr);
    return stdout;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The package.json of a folder. */
export async function manifestOf(folder: string): Promise<{
  name: string;
  version: string;
  devDependencies: Record<string, string>;
}> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

/** The blocks of JavaScript in a README, in order. */
export function examplesIn(readme: string): string[] {
  return [...readme.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
}
