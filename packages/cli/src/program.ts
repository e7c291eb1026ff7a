import { Command } from 'commander';
import { commands } from './commands/index.js';
import type { Io } from './io.js';
import { version } from './version.js';

/** The whole command line: `textcam` with all its commands, each from its own file. Nothing in it prints or exits by itself. */
export function createProgram(io: Io): Command {
  const program = new Command('textcam')
    .description('Train small text classifiers, and see which words decide.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // `runCommand` says it, in one line.
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    })
    .addHelpText('after', '\nExit codes: 0 fine, 1 something failed, 2 wrong usage.');
  for (const declare of commands) declare(program, io);
  return program;
}
