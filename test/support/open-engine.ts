/**
 * The embedded engine alone, in a folder of its own, with the driver's calls on its collections.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClient, type EmbeddedDatabase } from '../../src/storage/embedded/client.js';

export interface TestEngine {
  readonly database: EmbeddedDatabase;
  readonly dataDir: string;
  /** The same folder once more, as another process would open it. */
  reopen(): Promise<EmbeddedDatabase>;
  close(): Promise<void>;
}

export async function openEngine(options: { readonly mostBusyMs?: number } = {}): Promise<TestEngine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'insigne-engine-'));
  const client = await openClient({ dataDir, ...options });
  const clients = [client];
  return {
    database: client.db(),
    dataDir,
    async reopen() {
      const again = await openClient({ dataDir, ...options });
      clients.push(again);
      return again.db();
    },
    async close() {
      for (const each of clients) await each.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
