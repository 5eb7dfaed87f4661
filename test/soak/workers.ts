/**
 * The workers of the soak: started as processes, killed without a word, started anew.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { toFork } from '../support/node-arguments.js';
import type { SoakWorker } from './worker.js';

export type Workers = Awaited<ReturnType<typeof startWorkers>>;

export async function startWorkers(count: number, settings: SoakWorker) {
  const { file, execArgv } = toFork('test/soak/worker.ts');
  const running: ChildProcess[] = [];
  let kills = 0;

  async function start(): Promise<ChildProcess> {
    const child = fork(file, [JSON.stringify(settings)], {
      execArgv,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
    if (message !== 'ready') throw new Error(`a worker did not start: ${String(message)}`);
    return child;
  }

  for (let number = 1; number <= count; number += 1) running.push(await start());

  return {
    get kills() {
      return kills;
    },

    /** SIGKILL: no handler runs, nothing is flushed. Resolves when another one works in its place. */
    async kill(random: () => number): Promise<void> {
      const place = Math.floor(random() * running.length);
      const child = running[place];
      if (!child) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      kills += 1;
      running[place] = await start();
    },

    async stop(): Promise<void> {
      await Promise.all(
        running.map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const exited = once(child, 'exit');
          child.kill('SIGTERM');
          await exited;
        }),
      );
    },
  };
}
