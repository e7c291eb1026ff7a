export interface ServeOptions {
  port?: number;
  isolated?: boolean;
  /** A subfolder, '/some/where'. */
  base?: string;
}

export function servePage(
  folder: string,
  options?: ServeOptions,
): Promise<{ address: string; close: () => Promise<void> }>;
