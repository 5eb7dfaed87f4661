/**
 * The domain, joined from its three groups.
 *
 * @module
 */
import { createAwarding } from './awarding.js';
import type { Base } from './base.js';
import { createCredentials } from './credentials.js';
import { createLmsServices } from './lms-services.js';

export type Domain = ReturnType<typeof createDomain>;

/** What awards and issues, and what it is made of. */
export function createDomain(base: Base) {
  const lmsServices = createLmsServices(base);
  const credentials = createCredentials(base, lmsServices);
  return { ...lmsServices, ...credentials, ...createAwarding(base, lmsServices, credentials) };
}
