#!/usr/bin/env node
import process from 'node:process';
import { runCommand } from './index.js';

const stopping = new AbortController();
const stop = () => stopping.abort();
// Once: the second Ctrl-C kills.
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

// Whoever writes is told by the write itself; an error event without a listener would end in a stack trace.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

const exitCode = await runCommand(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: stopping.signal,
});
// Work that was stopped may still be waiting for something. What was written before this goes out before it.
process.stdout.write('', () => process.exit(exitCode));
