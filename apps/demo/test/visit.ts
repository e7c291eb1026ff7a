import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { inject } from 'vitest';
import { chromiumArguments, findChromium } from '../../../tests/browser/chromium.js';
import { servePage } from '../building/server.mjs';

/** A browser, with WebGPU in software or without WebAssembly where that is asked for. */
export async function startBrowser({ webgpu = false, wasm = true } = {}): Promise<Browser> {
  const found = findChromium();
  if (!found) throw new Error('browser tests: there is no Chromium; set TEXTCAM_CHROMIUM to the path of one');
  const gpu = [
    '--enable-unsafe-webgpu',
    '--enable-features=Vulkan',
    '--use-vulkan=swiftshader',
    '--use-angle=swiftshader',
    '--ignore-gpu-blocklist',
  ];
  return chromium.launch({
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env } as Record<string, string>,
    args: [...chromiumArguments, ...(webgpu ? gpu : ['--disable-gpu']), ...(wasm ? [] : ['--js-flags=--jitless'])],
  });
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  address: string;
  /** What went wrong in the page: errors in its console, refusals of its policy among them, and requests to elsewhere. */
  problems: string[];
  /** Stops the server alone. */
  disconnect(): Promise<void>;
  end(): Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  /** What stands after the page's address. */
  hash?: string;
  isolated?: boolean;
  base?: string;
}

/** The built page, served and opened. */
export async function visit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const { hash = '', isolated = true, base = '', ...rest } = options;
  const { address, close } = await servePage(inject('page'), { isolated, base });
  const context = await browser.newContext(rest);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  context.on('request', (request) => {
    if (!/^(data:|blob:)/.test(request.url()) && !request.url().startsWith(address))
      problems.push(`requests ${request.url()}`);
  });
  await page.goto(address + hash);
  const end = async () => {
    await context.close();
    await close();
  };
  return { page, context, address, problems, disconnect: close, end };
}
