/**
 * The newcomer's command as a process, on ports of its own.
 *
 * @module
 */
import { execFile } from 'node:child_process';
import { findFreePort } from '../probe/processes.js';
import { listNodeArguments } from './node-arguments.js';

/** `npm run demo` with these words. */
export const listDemoArguments = (words: readonly string[]): string[] => [
  ...listNodeArguments('src/demo/main.ts'),
  ...words,
];

/** The settings of a demo on free ports. */
export async function buildDemoEnv(extra: Readonly<Record<string, string>> = {}): Promise<NodeJS.ProcessEnv> {
  const [tool, sandbox] = await Promise.all([findFreePort(), findFreePort()]);
  return { ...process.env, PORT: String(tool), SANDBOX_PORT: String(sandbox), ...extra };
}

/** Runs it to its end; `output` is all that it said. */
export async function runDemo(words: readonly string[], extra?: Readonly<Record<string, string>>) {
  const env = await buildDemoEnv(extra);
  return new Promise<{ status: number; output: string }>((resolve) => {
    execFile(process.execPath, listDemoArguments(words), { env }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
    });
  });
}
