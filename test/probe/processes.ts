/**
 * Child processes that serve HTTP: a port for them, and knowing when they do.
 *
 * @module
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { openBrowser } from './browser.js';

const STARTS_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @throws when the process ends, or does not answer within a minute */
export async function waitUntilAnswering(address: string, child: ChildProcess): Promise<void> {
  const browser = openBrowser(new URL(address).origin, 1_000);
  for (let waited = 0; waited < STARTS_WITHIN_MS; waited += LOOK_EVERY_MS) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    if ((await browser.get(address)).status !== 0) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`the tool at ${address} did not start`);
}
