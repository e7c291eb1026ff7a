import { expect } from 'vitest';

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
