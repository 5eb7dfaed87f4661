/**
 * What every part of the context is made with.
 *
 * @module
 */
import type { Config } from '../config/config.js';
import type { Logger } from '../logger/logger.js';
import type { SendMail } from '../mail/send-mail.js';
import type { createSealer } from '../secrets/create-sealer.js';
import type { KeyPair } from '../secrets/key-pairs.js';
import type { Stores } from '../storage/stores.js';

/** What every part is made with. */
export interface Base {
  readonly config: Config;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly stores: Stores;
  readonly sealer: ReturnType<typeof createSealer>;
  readonly serviceTimeoutMs: number | undefined;
  readonly oidcClientSecret: string | null;
  readonly leaseMs: number | undefined;
  readonly makeToolKeyPair: (() => Promise<KeyPair>) | undefined;
  readonly sendMail: SendMail | null;
}
