/**
 * The console: who may come in, what it shows and tests.
 *
 * @module
 */
import { createAdminAccounts } from '../institutions/admin-account-service.js';
import { createAdminSignIn } from '../institutions/admin-sign-in.js';
import { createLearnerAdmin } from '../institutions/learner-admin.js';
import { createOidcSignIn } from '../institutions/oidc-sign-in.js';
import { createAccessTokens } from '../lti/access-tokens.js';
import { createConnectionTest } from '../lti/health/connection-test.js';
import { createHealthReports } from '../lti/health/health-report.js';
import { createConnections } from '../lti/registration/connection-service.js';
import type { Base } from './base.js';
import type { Domain } from './domain.js';
import type { createLti } from './lti.js';

/** The console: who may come in. */
export function createConsole(
  { config, now, stores, sealer, oidcClientSecret }: Base,
  domain: Domain,
  lti: ReturnType<typeof createLti>,
) {
  const { audit, institutions, fetch, toolKeys, columns, healthWatch, credentials } = domain;
  const healthReports = createHealthReports({ ...stores, signals: stores.healthSignals, now });
  return {
    oidcSignIn: createOidcSignIn({
      settings: config.oidc,
      clientSecret: oidcClientSecret,
      accounts: stores.adminAccounts,
      fetch,
      baseUrl: config.baseUrl,
      allowLoopback: config.allowLoopback,
    }),
    learnerAdmin: createLearnerAdmin({
      ...stores,
      revoke: (institutionId, credentialId, actor) =>
        credentials.revoke(institutionId, credentialId, { reason: 'erased', actor }),
      audit,
      now,
    }),
    healthReports,
    forgetHealth: (institutionId: string, registrationId: string): Promise<void> =>
      stores.healthSignals.deleteByRegistration(institutionId, registrationId),
    connections: createConnections({
      connections: stores.connections,
      invites: lti.invites,
      registrations: lti.registrations,
      healthReports,
      sealer,
      now,
    }),
    connectionTest: createConnectionTest({
      ...stores,
      signals: stores.healthSignals,
      fetch,
      openTokens: () => createAccessTokens({ fetch, toolKeys, now }),
      // Nobody's results are read for a test.
      readCourse: (registration, course, signal) =>
        columns.readCourse(registration, course, () => false, signal),
      watch: healthWatch,
      now,
    }),
    adminAccounts: createAdminAccounts({
      accounts: stores.adminAccounts,
      links: stores.adminLinks,
      sessions: stores.adminSessions,
      audit,
      baseUrl: config.baseUrl,
      now,
    }),
    adminSignIn: createAdminSignIn({
      accounts: stores.adminAccounts,
      sessions: stores.adminSessions,
      attempts: stores.signInAttempts,
      audit,
      firstInstitutionId: async () => (await institutions.ensureFirst()).id,
      now,
    }),
  };
}
