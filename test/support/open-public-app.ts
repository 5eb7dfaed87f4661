/**
 * The pages that anybody may open, on real services over a database of their own, with one credential issued.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import express, { type Express } from 'express';
import { createBadgeClassService, type BadgeClassDraft } from '../../src/badges/badge-class-service.js';
import { createBadgeClassEditing } from '../../src/badges/badge-class-editing.js';
import type { BadgeClass, BadgeContent } from '../../src/badges/badge-class.js';
import { createIssuerService } from '../../src/badges/issuer-service.js';
import { UNSTATED_ISSUER, type IssuerProfile } from '../../src/badges/issuer-profile.js';
import { createPictureService } from '../../src/badges/pictures/picture-service.js';
import { createPublicBadgeClasses } from '../../src/badges/public-badge-classes.js';
import { createCredentialAddresses } from '../../src/credentials/addresses.js';
import { createShareChoices, type ShareChoice } from '../../src/credentials/share-choice.js';
import { createCredentialService, type IssueRequest } from '../../src/credentials/credential-service.js';
import type { Credential } from '../../src/credentials/credential.js';
import { createIssuerKeys } from '../../src/credentials/issuer-keys.js';
import { createPublicForms } from '../../src/credentials/public-forms.js';
import { createPublicIssuers } from '../../src/credentials/public-issuers.js';
import { createReadShownExtras } from '../../src/credentials/shown-extras.js';
import { createSharedCredentials } from '../../src/credentials/shared-credentials.js';
import { createVerifier } from '../../src/credentials/verify/verify-credential.js';
import { createGuardedFetch } from '../../src/http/create-guarded-fetch.js';
import { createAuditLog } from '../../src/institutions/audit-log.js';
import { createInstitutionService } from '../../src/institutions/institution-service.js';
import { createSealer } from '../../src/secrets/create-sealer.js';
import { createAssetsRouter } from '../../src/web/assets.js';
import { createPublicRouter } from '../../src/web/public/public-router.js';
import { completeContent } from './build-full-badge-class.js';
import { NOON } from './build-records.js';
import { openTestStores } from './open-test-stores.js';

export const CREDENTIAL_URL = 'https://badges.example.org';
export const LEARNER = { id: 'learner-4711', name: 'Noor Jansen', email: 'noor.jansen@example.org' };
const INSTITUTION = { id: 'institution-a', name: { nl: 'Voorbeeldschool', en: 'Example School' } };

const WITH_REASON = { reason: 'A reason for staff alone', actor: { kind: 'tool' } } as const;

type Claims = Pick<IssueRequest, 'results' | 'evidence' | 'shows'>;

export interface PublicApp {
  readonly app: Express;
  readonly issuer: IssuerProfile;
  readonly badgeClass: BadgeClass;
  /** Not shared until `share` says so. */
  readonly credential: Credential;
  share(isShared: boolean): Promise<void>;
  /** Another badge class, and a shared credential of it. */
  issueAnother(
    draft: Partial<BadgeClassDraft>,
    claims?: Claims,
  ): Promise<{ badgeClass: BadgeClass; credential: Credential }>;
  show(credentialId: string, shows: ShareChoice): Promise<void>;
  /** Without badges. */
  addIssuer(name: string): Promise<IssuerProfile>;
  giveIssuerLogo(bytes: Buffer): Promise<void>;
  /** The institution's own colour and logo. */
  giveLook(color: string, logo: Buffer | null): Promise<void>;
  /** As the LMS tells it from now on. */
  renameLearner(name: string): Promise<void>;
  /** The next version of one that is published. */
  change(badgeClass: BadgeClass, content: Partial<BadgeContent>): Promise<BadgeClass>;
  addDraft(content: Partial<BadgeClassDraft>): Promise<BadgeClass>;
  upload(badgeClass: BadgeClass, bytes: Buffer): Promise<BadgeClass>;
  rotateKey(): Promise<string>;
  /** What it signed in these last seconds does not count. */
  loseKey(kid: string, secondsAgo: number): Promise<void>;
  chooseRs256(): Promise<string>;
  revoke(credentialId: string): Promise<void>;
  suspend(credentialId: string): Promise<void>;
  reinstate(credentialId: string): Promise<void>;
  /** Seconds go by. */
  pass(seconds: number): void;
  close(): Promise<void>;
}

export async function openPublicApp(): Promise<PublicApp> {
  const database = await openTestStores();
  const { stores } = database;
  const clock = { at: NOON };
  const now = () => clock.at;
  const audit = createAuditLog(stores.audit, now);
  const addresses = createCredentialAddresses(CREDENTIAL_URL);
  const fetch = createGuardedFetch({ allowHosts: [], allowLoopback: true });
  const verifier = createVerifier({
    credentials: stores.credentials,
    issuers: stores.issuers,
    keys: stores.issuerKeys,
    addresses,
    ownOrigins: [CREDENTIAL_URL],
    fetch,
    now,
  });
  const issuerKeys = createIssuerKeys({
    keys: stores.issuerKeys,
    sealer: createSealer(randomBytes(32)),
    audit,
    now,
  });
  const badgeClasses = createBadgeClassService({
    badgeClasses: stores.badgeClasses,
    approvals: stores.approvals,
    audit,
    now,
  });
  const credentials = createCredentialService({
    credentials: stores.credentials,
    statusLists: stores.statusLists,
    badgeClasses: stores.badgeClasses,
    issuers: stores.issuers,
    issuerKeys,
    addresses,
    mayIssue: true,
    audit,
    now,
  });
  const issuers = createIssuerService({ issuers: stores.issuers, audit, now });
  const issuer = await issuers.ensureFirst(INSTITUTION);

  async function rememberLearner(name: string) {
    const sighting = { sub: LEARNER.id, name, email: LEARNER.email };
    const found = await stores.learners.rememberAll(INSTITUTION.id, 'registration-a', [sighting], now());
    const learner = found.get(LEARNER.id);
    if (!learner) throw new Error('the learner is remembered');
    return learner;
  }
  const learner = await rememberLearner(LEARNER.name);
  const shareChoices = createShareChoices({ ...stores, issueWith: credentials.issueWith, audit });

  async function issue(draft: Partial<BadgeClassDraft>, claims: Claims = {}) {
    const badgeClass = await badgeClasses.create(
      INSTITUTION.id,
      {
        ...completeContent(draft.variant ?? 'microcredential'),
        issuerId: issuer.id,
        variant: 'microcredential',
        name: { nl: 'Data-analyse in de zorg', en: 'Data Analysis in Care' },
        description: { nl: 'Vier studiepunten over zorgdata.', en: 'Four credits about care data.' },
        criteria: { nl: 'Getoetst met een **beroepsproduct**.', en: 'Assessed by a **product**.' },
        language: 'nl',
        ...draft,
      },
      { kind: 'tool' },
    );
    const credential = await credentials.issue({
      award: {
        id: randomBytes(16).toString('hex'),
        institutionId: INSTITUTION.id,
        revision: 1,
        learnerId: learner.id,
        badgeClassId: badgeClass.id,
        badgeClassVersion: 1,
        awardedAt: NOON,
      },
      learner: { name: LEARNER.name, email: LEARNER.email },
      ...claims,
    });
    return { badgeClass, credential };
  }

  async function share(credentialId: string, isShared: boolean) {
    await credentials.setShared(INSTITUTION.id, credentialId, learner.id, isShared);
  }

  const pictures = createPictureService({ pictures: stores.pictures, now });
  const editing = createBadgeClassEditing({ badgeClasses: stores.badgeClasses, audit, now });

  function change(badgeClass: BadgeClass, content: Partial<BadgeContent>) {
    const { institutionId, id, revision } = badgeClass;
    const changes = { ...badgeClass, content: { ...badgeClass, ...content } };
    return editing.save(institutionId, id, revision, changes, { kind: 'tool' });
  }

  const { badgeClass, credential } = await issue({});
  const app = express();
  app.use(createAssetsRouter());
  app.use(
    createPublicRouter({
      ...createPublicForms({
        ...stores,
        keys: issuerKeys,
        addresses,
        findUploaded: stores.pictures.find,
        now,
      }),
      sharedCredentials: createSharedCredentials({
        credentials: stores.credentials,
        verifier,
        readShownExtras: createReadShownExtras({ learners: stores.learners }),
      }),
      publicBadgeClasses: createPublicBadgeClasses({
        badgeClasses: stores.badgeClasses,
        issuers: stores.issuers,
      }),
      institutions: stores.institutions,
      publicIssuers: createPublicIssuers({ issuers: stores.issuers, keys: stores.issuerKeys, addresses }),
      addresses,
      verifier,
      pictures,
    }),
  );

  return {
    app,
    issuer,
    badgeClass,
    credential,
    share: (isShared) => share(credential.id, isShared),
    addIssuer: (name) =>
      issuers.create(INSTITUTION.id, { ...UNSTATED_ISSUER, name: { nl: name, en: name } }, { kind: 'tool' }),
    async giveIssuerLogo(bytes) {
      const logo = await pictures.take(INSTITUTION.id, bytes);
      await stores.issuers.change(INSTITUTION.id, issuer.id, { logo });
    },
    async giveLook(color, logo) {
      const institutions = createInstitutionService({ institutions: stores.institutions, audit, now });
      if (!(await stores.institutions.find(INSTITUTION.id)))
        await stores.institutions.create({ ...INSTITUTION, language: 'nl', createdAt: now() });
      await institutions.change(INSTITUTION.id, { color, logo }, { kind: 'tool' });
    },
    async show(credentialId, shows) {
      await shareChoices.choose(INSTITUTION.id, credentialId, learner.id, shows, false);
    },
    async renameLearner(name) {
      await rememberLearner(name);
    },
    async issueAnother(draft, claims) {
      const issued = await issue(draft, claims);
      await share(issued.credential.id, true);
      return issued;
    },
    async revoke(credentialId) {
      await credentials.revoke(INSTITUTION.id, credentialId, WITH_REASON);
    },
    async suspend(credentialId) {
      await credentials.suspend(INSTITUTION.id, credentialId, WITH_REASON);
    },
    async reinstate(credentialId) {
      await credentials.reinstate(INSTITUTION.id, credentialId, WITH_REASON);
    },
    pass(seconds) {
      clock.at = new Date(clock.at.getTime() + seconds * 1000);
    },
    change,
    addDraft: (content) =>
      badgeClasses.create(
        INSTITUTION.id,
        {
          ...completeContent('regular'),
          issuerId: issuer.id,
          variant: 'regular',
          name: { nl: 'Concept', en: 'Draft' },
          description: { nl: '', en: '' },
          criteria: { nl: '', en: '' },
          language: 'nl',
          state: 'draft',
          ...content,
        },
        { kind: 'tool' },
      ),
    async upload(target, bytes) {
      const image = await pictures.take(INSTITUTION.id, bytes);
      return change(target, { image: { ...image, alt: { nl: '', en: '' } } });
    },
    chooseRs256: () => issuerKeys.chooseJwtAlgorithm(INSTITUTION.id, issuer.id, 'RS256', { kind: 'tool' }),
    async loseKey(kid, secondsAgo) {
      const from = new Date(now().getTime() - secondsAgo * 1000);
      await issuerKeys.markCompromised(INSTITUTION.id, kid, from, { kind: 'tool' });
    },
    rotateKey: () => issuerKeys.rotate(INSTITUTION.id, issuer.id, { kind: 'tool' }),
    async close() {
      await fetch.close();
      await database.close();
    },
  };
}
