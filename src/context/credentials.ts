/**
 * Badge classes and credentials.
 *
 * @module
 */
import { createBadgeClassEditing } from '../badges/badge-class-editing.js';
import { createBadgeClassService } from '../badges/badge-class-service.js';
import { createBadgeExchange } from '../badges/exchange/exchange-service.js';
import { createIssuerService } from '../badges/issuer-service.js';
import { createPictureService } from '../badges/pictures/picture-service.js';
import { createTeacherDrafts } from '../badges/teacher-drafts.js';
import { createCredentialAddresses } from '../credentials/addresses.js';
import { buildAchievement } from '../credentials/build-achievement.js';
import { createCredentialService } from '../credentials/credential-service.js';
import { createIssuerKeys } from '../credentials/issuer-keys.js';
import { createCanonicalizingThread } from '../credentials/json-ld/canonicalizing-thread.js';
import { createFastCanonicalize } from '../credentials/json-ld/fast-canonicalize.js';
import { ACHIEVEMENT_CONTEXTS } from '../credentials/open-badge.js';
import { createVerifier } from '../credentials/verify/verify-credential.js';
import { createGuardedFetch } from '../http/create-guarded-fetch.js';
import { createInstitutionService } from '../institutions/institution-service.js';
import type { Base } from './base.js';
import type { LmsServices } from './lms-services.js';

export type Credentials = ReturnType<typeof createCredentials>;

/** Institutions, what they award, and what is signed and verified. */
export function createCredentials({ config, now, stores, sealer }: Base, { audit, fetch }: LmsServices) {
  const addresses = createCredentialAddresses(config.credentialUrl);
  const institutions = createInstitutionService({ institutions: stores.institutions, audit, now });
  const issuers = createIssuerService({ issuers: stores.issuers, audit, now });
  const badgeClasses = createBadgeClassService({
    badgeClasses: stores.badgeClasses,
    approvals: stores.approvals,
    audit,
    now,
  });
  const badgeClassEditing = createBadgeClassEditing({ badgeClasses: stores.badgeClasses, audit, now });
  const pictures = createPictureService({ pictures: stores.pictures, now });
  const teacherDrafts = createTeacherDrafts({
    institutions,
    badgeClasses,
    editing: badgeClassEditing,
    issuers,
  });
  const badgeExchange = createBadgeExchange({
    badgeClasses,
    issuers: stores.issuers,
    pictures,
    addresses,
    fetch,
    achievementForm: {
      contexts: ACHIEVEMENT_CONTEXTS,
      build: (badgeClass, language) => buildAchievement(badgeClass, language, addresses),
    },
  });
  const issuerKeys = createIssuerKeys({ keys: stores.issuerKeys, sealer, audit, now });
  // Run from its source, as tests do, a thread would first compile everything: there the general way stays in this one.
  const generalJsonLd = import.meta.url.endsWith('.js') ? createCanonicalizingThread() : null;
  const credentials = createCredentialService({
    credentials: stores.credentials,
    statusLists: stores.statusLists,
    badgeClasses: stores.badgeClasses,
    issuers: stores.issuers,
    issuerKeys,
    addresses,
    mayIssue: config.mayIssue,
    canonicalize: createFastCanonicalize(generalJsonLd ? { general: generalJsonLd } : {}).canonicalize,
    audit,
    now,
  });
  // Anybody may send an address to be verified: it leads to the public internet and to no host inside.
  const publicFetch = createGuardedFetch({
    allowHosts: [],
    allowLoopback: config.allowLoopback,
    userAgent: `Insigne/1.0 (+${config.baseUrl})`,
  });
  const verifier = createVerifier({
    credentials: stores.credentials,
    issuers: stores.issuers,
    keys: stores.issuerKeys,
    addresses,
    fetch: publicFetch,
    ownOrigins: [new URL(config.credentialUrl).origin, new URL(config.baseUrl).origin],
    now,
  });

  return {
    addresses,
    institutions,
    issuers,
    badgeClasses,
    badgeClassEditing,
    pictures,
    teacherDrafts,
    badgeExchange,
    issuerKeys,
    generalJsonLd,
    credentials,
    publicFetch,
    verifier,
  };
}
