/**
 * What asks an LMS: keys, tokens, columns, and whoever watches them.
 *
 * @module
 */
import { bindReader } from '../awarding/bind-reader.js';
import { createGuardedFetch } from '../http/create-guarded-fetch.js';
import { createAuditLog } from '../institutions/audit-log.js';
import { createAccessTokens } from '../lti/access-tokens.js';
import { createHealthWatch } from '../lti/health/health-watch.js';
import { createServiceClient } from '../lti/service-client.js';
import { createToolKeys } from '../lti/tool-keys.js';
import { createToolColumns } from '../outcomes/tool-columns.js';
import type { Base } from './base.js';

export type LmsServices = ReturnType<typeof createLmsServices>;

/** What asks an LMS, and keeps account of how it answers. */
export function createLmsServices(base: Base) {
  const { config, logger, now, stores, sealer, serviceTimeoutMs, makeToolKeyPair } = base;
  const audit = createAuditLog(stores.audit, now);
  const fetch = createGuardedFetch({ ...config, userAgent: `Insigne/1.0 (+${config.baseUrl})` });
  const toolKeys = createToolKeys({ store: stores.toolKeys, sealer, now, makeKeyPair: makeToolKeyPair });
  const accessTokens = createAccessTokens({ fetch, toolKeys, now });
  const healthWatch = createHealthWatch({
    signals: stores.healthSignals,
    deployments: stores.deployments,
    logger,
    now,
  });
  const services = createServiceClient({
    fetch,
    accessTokens,
    now,
    ...(serviceTimeoutMs !== undefined && { timeoutMs: serviceTimeoutMs }),
  });
  const toolColumns = createToolColumns({ watch: healthWatch, services });

  // Whoever reads columns gets them as this tool understands their keys.
  const columns = bindReader(toolColumns, stores);

  return { audit, fetch, toolKeys, accessTokens, healthWatch, services, columns };
}
