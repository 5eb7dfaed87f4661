/**
 * A worker of the soak, as a process of its own, to be killed at any moment. It works until then.
 *
 *   node --import tsx test/soak/worker.ts '{"env":{…},"leaseMs":5000,"serviceTimeoutMs":3000}'
 */
import { toConfig } from '../../src/config/config.js';
import type { Env } from '../../src/config/env.js';
import { createContext } from '../../src/context.js';
import { createLogger } from '../../src/logger/logger.js';

export interface SoakWorker {
  readonly env: Env;
  readonly leaseMs: number;
  readonly serviceTimeoutMs: number;
}

const { env, leaseMs, serviceTimeoutMs } = JSON.parse(process.argv[2] ?? '{}') as SoakWorker;
const { config, secrets } = toConfig(env);
const logger = createLogger(config.logLevel);
const context = await createContext({ config, secrets, logger, leaseMs, serviceTimeoutMs });
context.runner.start();
process.send?.('ready');
process.on('SIGTERM', () => {
  void context.runner
    .stop()
    .then(() => context.close())
    .then(() => process.exit(0));
});
// Nobody is left to kill it: the soak itself has ended.
process.on('disconnect', () => process.exit(1));
