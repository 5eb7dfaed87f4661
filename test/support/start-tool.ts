/**
 * The whole tool on a free port, with the embedded store in a folder of its own. Nothing runs by itself: a test asks the
 * runner to do what is due.
 */
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.js';
import { toConfig } from '../../src/config/config.js';
import type { Env } from '../../src/config/env.js';
import { createContext, type Context, type ContextOptions } from '../../src/context.js';
import { createLogger } from '../../src/logger/logger.js';
import { makeDataFolder } from './make-data-folder.js';
import { shareToolKeyPairs } from './prepared-keys.js';

export interface StartToolOptions extends Pick<
  ContextOptions,
  'now' | 'wrapStores' | 'launchSteps' | 'serviceTimeoutMs'
> {
  readonly env?: Env;
  /** A tool that is started again: on the same data, at the same address. */
  readonly dataDir?: string;
  readonly port?: number;
}

export interface RunningTool {
  /** `http://localhost:…` */
  readonly baseUrl: string;
  readonly context: Context;
  readonly dataDir: string;
  /** Leaves the data for a tool that is started again. */
  stop(): Promise<void>;
  /** Stops and removes the data. */
  close(): Promise<void>;
}

export async function startTool({
  env,
  dataDir,
  port = 0,
  ...options
}: StartToolOptions = {}): Promise<RunningTool> {
  // The port is part of the base address, so it has to be known before anything else.
  const server = createServer().listen(port, 'localhost');
  await once(server, 'listening');
  const baseUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const folder = dataDir ?? (await makeDataFolder());
  const { config, secrets } = toConfig({
    BASE_URL: baseUrl,
    DATA_DIR: folder,
    ALLOW_LOOPBACK: 'true',
    LOG_LEVEL: 'silent',
    ...env,
  });
  const context = await createContext({
    config,
    secrets,
    logger: createLogger(config.logLevel),
    // One that is started again has the first of them already.
    ...(dataDir === undefined && { makeToolKeyPair: shareToolKeyPairs() }),
    ...options,
  });
  server.on('request', createApp(context));

  async function stop(): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    await context.runner.stop();
    await context.close();
  }

  return {
    baseUrl,
    context,
    dataDir: folder,
    stop,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
