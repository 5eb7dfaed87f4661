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
  /** Done instead of what is due. */
  readonly act?: Act;
}

/** What a person asks of an award or a learner. */
export type Act =
  | { readonly kind: 'withdraw' | 'reissue'; readonly institutionId: string; readonly awardId: string }
  | {
      readonly kind: 'approve';
      readonly institutionId: string;
      readonly courseId: string;
      readonly mappingId: string;
      readonly learnerId: string;
    };

const { env, now, kill, act } = JSON.parse(process.argv[2] ?? readFileSync(0, 'utf8')) as KillableRun;
const { config, secrets } = toConfig(env);
const context = await createContext({
  config,
  secrets,
  logger: createLogger('silent'),
  now: () => new Date(now),
  wrapStores: (stores) => ({ ...stores, [kill.store]: wrap(stores[kill.store]) }),
});
if (act) await perform(act);
else console.log(`ran ${await context.runner.runDue()}`);
await context.close();

async function perform(asked: Act): Promise<void> {
  const actor = { kind: 'learner', id: 'teacher-1' } as const;
  const { institutionId } = asked;
  switch (asked.kind) {
    case 'withdraw': {
      const input = { reason: 'By mistake', actor, mayBeAwardedAgain: true };
      await context.awardChanges.withdraw(institutionId, asked.awardId, input);
      return;
    }
    case 'reissue':
      await context.awardChanges.reissue(institutionId, asked.awardId, {
        reason: 'Name',
        actor,
        fromRevision: 1,
      });
      return;
    case 'approve': {
      const { courseId, mappingId, learnerId } = asked;
      const course = await context.stores.courses.find(institutionId, courseId);
      const mapping = await context.stores.mappings.find(institutionId, courseId, mappingId);
      if (!course || !mapping) throw new Error('no such course or mapping');
      await context.reviews.approve(course, mapping, learnerId, { person: actor, isTeacherHere: true }, null);
    }
  }
}

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
