import { CommanderError } from 'commander';
import { errorCode, exitCodes, failureOf, oneLine, StoppedError } from './errors.js';
import { coloursFor, type Io, type Surroundings } from './io.js';
import { createProgram } from './program.js';

export type { Output, Surroundings } from './io.js';

/**
 * Runs `textcam` with these arguments and returns the exit code: 0 fine, 1 something failed, 2 wrong usage. Never throws, never exits; an error
 * is one line on stderr. Node's `process` will do as surroundings.
 */
export async function runCommand(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdin, stdout, stderr, env, signal = new AbortController().signal } = surroundings;
  const io: Io = { stdin, stdout, stderr, env, signal };
  try {
    await createProgram(io).parseAsync(argv, { from: 'user' });
    return exitCodes.fine;
  } catch (error) {
    // The reader of our output has seen enough, as `head` does.
    if (errorCode(error) === 'EPIPE') return exitCodes.fine;
    if (error instanceof CommanderError) return complain(error, argv, io);
    const stopped = signal.aborted && error === signal.reason;
    const { line, exitCode } = failureOf(stopped ? new StoppedError('stopped; nothing was written') : error);
    tell(line, io);
    if (env.TEXTCAM_DEBUG === '1' && error instanceof Error) stderr.write(`${error.stack}\n`);
    return exitCode;
  }
}

/** Help and version are errors to commander, too. */
function complain(error: CommanderError, argv: readonly string[], io: Io): number {
  if (error.exitCode === 0) return exitCodes.fine;
  // No command was named, and the help has been printed.
  if (error.code !== 'commander.help') {
    const [command = ''] = argv.filter((word) => !word.startsWith('-'));
    const isCommand = createProgram(io).commands.some((known) => known.name() === command);
    const problem = oneLine(error.message)
      .replace(/^error: /, '')
      .replace(/\. ([A-Z]?)/, (_, next: string) => `; ${next.toLowerCase()}`)
      .replace(/\.$/, '');
    tell(`${problem}; see \`textcam ${isCommand ? `${command} ` : ''}--help\``, io);
  }
  return exitCodes.wrongUsage;
}

function tell(line: string, { stderr, env }: Io): void {
  stderr.write(`${coloursFor(stderr, env).red('textcam:')} ${line}\n`);
}
