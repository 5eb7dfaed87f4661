/**
 * Starts a process that writes to a data folder (`storage-child.ts`), and listens to it.
 *
 * @module
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { listNodeArguments } from './node-arguments.js';

export interface StorageChild {
  readonly process: ChildProcess;
  readonly lines: AsyncIterableIterator<string>;
  /** The next line; rejects when the process ended without one. */
  nextLine(): Promise<string>;
  say(line: string): void;
  /** SIGKILL, at once; resolved when it is gone and everything it said was read. */
  kill(): Promise<readonly string[]>;
}

export function startStorageChild(...words: readonly string[]): StorageChild {
  const child = spawn(process.execPath, [...listNodeArguments('test/support/storage-child.ts'), ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    lines,
    async nextLine() {
      const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
      if (done) throw new Error(`the process ended: ${words.join(' ')}`);
      return value;
    },
    say(line) {
      child.stdin.write(`${line}\n`);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
      const rest: string[] = [];
      for await (const line of lines) rest.push(line);
      return rest;
    },
  };
}
