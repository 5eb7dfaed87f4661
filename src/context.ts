/**
 * The one place where parts are built and joined; `context/` has them a file a group.
 *
 * @module
 */
import { createCredentialSubmissions } from './awarding/credential-submission.js';
import { seedBadgeClasses } from './badges/seed.js';
import type { Config, Secrets } from './config/config.js';
import type { Institution } from './institutions/institution.js';
import type { Logger } from './logger/logger.js';
import type { LaunchStep } from './lti/launch/attempt.js';
import { createSendMail } from './mail/send-mail.js';
import { createSealer } from './secrets/create-sealer.js';
import { deriveKey } from './secrets/derive-key.js';
import type { KeyPair } from './secrets/key-pairs.js';
import { loadOrCreateSecretKey } from './secrets/secret-key.js';
import { openDatabase } from './storage/connect.js';
import { createStores, type Stores } from './storage/stores.js';
import { createConsole } from './context/console.js';
import { createDomain } from './context/domain.js';
import { createLti } from './context/lti.js';
import { createReadings } from './context/readings.js';

export interface ContextOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly now?: () => Date;
  /** For tests: how long a service of an LMS may take; default as `createServiceClient` says. */
  readonly serviceTimeoutMs?: number;
  /** For tests: how long a job is kept by a worker that says nothing any more; default as `createJobRunner` says. */
  readonly leaseMs?: number;
  /** For tests: the tool's own key, which takes most of a first start to make; default a new one. */
  readonly makeToolKeyPair?: () => Promise<KeyPair>;
  /** For tests: the launch without one of its steps. */
  readonly launchSteps?: readonly LaunchStep[];
  /** For tests: stores that fail, or end the process, at a chosen moment. */
  readonly wrapStores?: (stores: Stores) => Stores;
}

export type Context = Awaited<ReturnType<typeof createContext>>;

/**
 * Opens the store, makes what a fresh one lacks (an institution, its issuer with a key, the tool's own keys), and joins
 * the parts. Nothing runs yet: `runner.start()` does the work of a worker, `createApp` answers requests.
 *
 * @throws {AppError} when the store cannot be opened or the secret key is not usable
 */
export async function createContext({
  config,
  secrets,
  logger,
  now = () => new Date(),
  launchSteps,
  serviceTimeoutMs,
  leaseMs,
  makeToolKeyPair,
  wrapStores = (stores) => stores,
}: ContextOptions) {
  const database = await openDatabase({ mongodbUri: config.mongodbUri, dataDir: config.dataDir });
  try {
    const secretKey = secrets.secretKey ?? (await loadOrCreateSecretKey(config.dataDir));
    const stores = wrapStores(createStores(database.connection));
    await database.ensureIndexes();
    const sealer = createSealer(secretKey);
    const { mailFrom } = config;
    const { smtpUrl, oidcClientSecret } = secrets;
    const sendMail = mailFrom && smtpUrl ? createSendMail({ url: smtpUrl, from: mailFrom }) : null;
    const base = {
      config,
      logger,
      now,
      stores,
      sealer,
      serviceTimeoutMs,
      leaseMs,
      makeToolKeyPair,
      sendMail,
      oidcClientSecret,
    };
    const domain = createDomain(base);
    const lti = createLti(base, domain, launchSteps);
    const parts = {
      ...domain,
      ...lti,
      ...createReadings(base, domain),
      ...createConsole(base, domain, lti),
      submissions: createCredentialSubmissions({
        ...stores,
        key: deriveKey(secretKey, 'credentials handed in'),
      }),
    };
    /** An institution signs from its first day on. */
    const furnishInstitution = async (one: Institution): Promise<void> => {
      const issuer = await parts.issuers.ensureFirst(one);
      await parts.issuerKeys.ensureSigningKeys(one.id, issuer.id);
    };
    const institution = await parts.institutions.ensureFirst();
    await furnishInstitution(institution);
    await parts.toolKeys.getSigningKey();

    return {
      ...base,
      ...parts,
      database,
      institution,
      furnishInstitution,
      seed: () => seedBadgeClasses(institution, parts),
      async close() {
        await parts.fetch.close();
        await parts.publicFetch.close();
        await parts.generalJsonLd?.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
