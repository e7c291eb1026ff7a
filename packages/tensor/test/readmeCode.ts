import { expect } from 'vitest';

/** The blocks of JavaScript in a README, in order. */
export function jsBlocks(readme: string): string[] {
  return [...readme.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
}

/**
 * Runs a block of plain JavaScript from a README against the sources and gives back what it prints, one value a call.
 *
 * @param modules what its imports give, by package name
 */
export async function printedBy(code: string, modules: Readonly<Record<string, object>>): Promise<unknown[]> {
  const body = code.replace(/^import (\{[^}]+\}) from '([^']+)';$/gm, "const $1 = modules['$2'];");
  expect(body).not.toContain('import ');
  const AsyncFunction: FunctionConstructor = Object.getPrototypeOf(async () => undefined).constructor;
  const printed: unknown[] = [];
  await new AsyncFunction('modules', 'console', body)(modules, { log: (value: unknown) => printed.push(value) });
  return printed;
}

/** What the comments behind a block's calls of console.log say it prints, one value a call; each is an expression. */
export function promisedBy(code: string): unknown[] {
  const calls = code.split('\n').filter((line) => line.includes('console.log('));
  return calls.map((line) => {
    const [, comment] = /^console\.log\(.*\); \/\/ (.+)$/.exec(line) ?? [];
    expect(comment, `${line} says what it prints`).toBeDefined();
    return new Function(`return (${comment});`)();
  });
}
