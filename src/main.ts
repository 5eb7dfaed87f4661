/**
 * Starts and stops a process: web, worker or both.
 *
 * @module
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createApp, createWorkerApp } from './app.js';
import { ConfigError, toConfig } from './config/config.js';
import { endWithNpm } from './config/end-with-npm.js';
import { readEnv } from './config/env.js';
import { createContext } from './context.js';
import { AppError } from './errors/app-error.js';
import { requestStandingJobs } from './jobs/schedule.js';
import { createLogger, type Logger } from './logger/logger.js';

/** Requests in hand may end by themselves for so long; then their connections are closed. */
const DRAIN_MS = 5_000;

async function start(): Promise<void> {
  const { config, secrets } = toConfig(readEnv());
  const logger = createLogger(config.logLevel);
  const context = await createContext({ config, secrets, logger });
  const server = createServer(config.runsWeb ? createApp(context) : createWorkerApp(context));
  try {
    server.listen(config.port);
    await once(server, 'listening');
  } catch (error) {
    await context.close();
    throw error;
  }
  if (config.runsWorker) {
    await requestStandingJobs(context.stores.jobs, context.now(), {
      sendsMail: context.sendMail !== null,
    });
    context.runner.start();
  }
  logger.info(
    {
      baseUrl: config.baseUrl,
      port: config.port,
      store: context.database.engine,
      web: config.runsWeb,
      worker: config.runsWorker,
    },
    'insigne is up',
  );
  if (config.runsWeb) {
    const setup = await context.adminAccounts.createSetupLink();
    // For the eyes of whoever starts it first; a secret that works once does not belong into a log that is kept.
    if (setup) process.stdout.write(`\nSet up the console (works once, for three days):\n${setup.url}\n\n`);
  }
  if (!config.mayIssue) {
    logger.warn(
      { credentialUrl: config.credentialUrl },
      'no credential is issued: CREDENTIAL_URL is an address that no stranger can reach',
    );
  }

  endWithNpm();
  stopOnSignal(logger, async () => {
    const closed = once(server, 'close');
    server.close();
    const drain = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.closeIdleConnections();
    await context.runner.stop();
    await closed;
    clearTimeout(drain);
    await context.close();
  });
}

function stopOnSignal(logger: Logger, stop: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'could not stop cleanly');
          process.exit(1);
        },
      );
    });
  }
  // What one request or one job forgot to catch must not end the work of all others.
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a rejection nobody handled'));
}

function sayWhy(error: unknown): string {
  if (error instanceof ConfigError || error instanceof AppError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as Error & { readonly code?: string; readonly port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${String(port)} is in use: end what listens there, or set PORT to another port.`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${String(port)} is not for this user: set PORT to one above 1023, or give this user the right.`;
  return error.stack ?? error.message;
}

try {
  await start();
} catch (error) {
  // Before there is a logger, and for whoever just typed the command: words, not JSON.
  process.stderr.write(`Insigne did not start. ${sayWhy(error)}\n`);
  process.exitCode = 1;
}
