/**
 * The tool as a process of its own that does what is due once, and kills itself at a chosen call of a store: no handler
 * runs, nothing is flushed, as in a power cut.
 *
 *   node --import tsx test/support/killable-tool.ts '{"env":{…},"now":"…","kill":{"store":"awards","method":"create","when":"after"}}'
 */
import { readFileSync } from 'node:fs';
import { toConfig } from '../../src/config/config.js';
import type { Env } from '../../src/config/env.js';
import { createContext } from '../../src/context.js';
import { createLogger } from '../../src/logger/logger.js';
import type { Stores } from '../../src/storage/stores.js';

export interface Kill {
  readonly store: keyof Stores;
  readonly method: string;
  readonly when: 'before' | 'after';
}

export interface KillableRun {
  readonly env: Env;
  /** ISO 8601; time stands still. */
  readonly now: string;
  readonly kill: Kill;
}

const { env, now, kill } = JSON.parse(process.argv[2] ?? readFileSync(0, 'utf8')) as KillableRun;
const { config, secrets } = toConfig(env);
const context = await createContext({
  config,
  secrets,
  logger: createLogger('silent'),
  now: () => new Date(now),
  wrapStores: (stores) => ({ ...stores, [kill.store]: wrap(stores[kill.store]) }),
});
console.log(`ran ${await context.runner.runDue()}`);
await context.close();

function wrap(store: object): object {
  return new Proxy(store, {
    get(target, name) {
      const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      if (name !== kill.method) return method;
      return async (...args: unknown[]) => {
        if (kill.when === 'before') process.kill(process.pid, 'SIGKILL');
        const answer = await method.apply(target, args);
        if (kill.when === 'after') process.kill(process.pid, 'SIGKILL');
        return answer;
      };
    },
  });
}
