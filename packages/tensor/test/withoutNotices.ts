/** What a process wrote to standard error, without the lines that Dawn itself writes there about every Mesa driver. */
export function withoutNotices(stderr: string): string {
  return stderr.replace(/^Warning: \w+ artificially reduced from .*\n/gm, '');
}
