import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Award } from '../../../src/awarding/award.js';
import type { BadgeClass } from '../../../src/badges/badge-class.js';
import { deriveCredentialId } from '../../../src/credentials/credential-id.js';
import type { Credential } from '../../../src/credentials/credential.js';
import { hashIdentity } from '../../../src/credentials/identity-hash.js';
import { readSignedBytes, readVcJwt } from '../../../src/credentials/verify-vc-jwt.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { buildAward, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

const HOLDER = { name: 'Anna de Vries', email: 'Anna@example.org' };

let database: TestStores;
let world: AwardingWorld;
let badgeClass: BadgeClass;
let award: Award;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => {
  world = await createAwardingWorld(database.stores);
  badgeClass = await world.addBadgeClass();
  award = buildAward({ institutionId: world.institutionId, badgeClassId: badgeClass.id });
  world.clock.at = minutesAfterNoon(1);
});

const issue = (): Promise<Credential> => world.credentialService.issue({ award, learner: HOLDER });

const listActions = async () =>
  (await database.stores.audit.list(world.institutionId, 20)).map(({ action }) => action);

describe('issuing', () => {
  it('stores what was signed, private, under an id made of award and revision', async () => {
    const credential = await issue();

    expect(credential).toMatchObject({
      id: deriveCredentialId(award.id, 1),
      awardId: award.id,
      revision: 1,
      learnerId: 'learner-1',
      badgeClassId: badgeClass.id,
      badgeClassVersion: 1,
      issuerId: world.issuer.id,
      issuedAt: minutesAfterNoon(1),
      isShared: false,
      shareChangedAt: null,
    });
    expect(await database.stores.credentials.findPublic(credential.id)).toEqual(credential);
  });

  it('signs so that node:crypto and the published key alone verify it', async () => {
    const { jwt, kid } = await issue();
    const key = await database.stores.issuerKeys.findPublic(kid);
    const [header = '', payload = '', signature = ''] = jwt.split('.');
    const publicKey = createPublicKey({ key: { ...key?.publicJwk }, format: 'jwk' });
    expect(
      verify(
        'sha256',
        Buffer.from(`${header}.${payload}`),
        { key: publicKey, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true);
    expect(readVcJwt(jwt)?.header['kid']).toBe(`https://badges.example.org/keys/${kid}`);
  });

  it('keeps the date of the award and the moment of issuing apart', async () => {
    const { jwt } = await issue();
    expect(JSON.parse(readSignedBytes(jwt).toString())).toMatchObject({
      awardedDate: NOON.toISOString().replace('.000', ''),
      validFrom: minutesAfterNoon(1).toISOString().replace('.000', ''),
    });
  });

  it('holds hashes that whoever knows name and address can check, and neither in clear', async () => {
    const text = readSignedBytes((await issue()).jwt).toString();
    expect(text.toLowerCase()).not.toMatch(/anna|vries|learner-1/);
    const { credentialSubject } = JSON.parse(text) as {
      credentialSubject: { identifier: { identityHash: string; salt: string }[] };
    };
    const [name, email] = credentialSubject.identifier;
    expect(name?.identityHash).toBe(hashIdentity('Anna de Vries', name?.salt ?? ''));
    expect(email?.identityHash).toBe(hashIdentity('anna@example.org', email?.salt ?? ''));
  });

  it('gives every caller the same bytes, however many issue at once or later', async () => {
    const issued = await Promise.all(Array.from({ length: 6 }, issue));
    world.clock.pass(60);
    const again = await world
      .restart()
      .credentialService.issue({ award, learner: { name: null, email: null } });

    expect(new Set([...issued, again].map(({ jwt }) => jwt)).size).toBe(1);
  });

  it('gives two credentials of one learner nothing that joins them', async () => {
    const first = readVcJwt((await issue()).jwt)?.credential;
    award = buildAward({
      institutionId: world.institutionId,
      badgeClassId: badgeClass.id,
      courseId: 'course-2',
    });
    const second = readVcJwt((await issue()).jwt)?.credential;
    const subjectOf = (credential: typeof first) =>
      credential?.['credentialSubject'] as { id: string; identifier: { identityHash: string }[] };

    expect(subjectOf(first).id).not.toBe(subjectOf(second).id);
    expect(subjectOf(first).identifier[0]?.identityHash).not.toBe(
      subjectOf(second).identifier[0]?.identityHash,
    );
  });

  it('issues nothing where no stranger could reach the addresses inside', async () => {
    const { credentialService } = world.restart({ mayIssue: false });
    await expect(credentialService.issue({ award, learner: HOLDER })).rejects.toMatchObject({
      code: 'issuing_not_allowed',
    });
    expect(await database.stores.credentials.findByAward(world.institutionId, award.id)).toBeNull();
    // What was issued before stays.
    const credential = await issue();
    expect(await credentialService.issue({ award, learner: HOLDER })).toEqual(credential);
  });

  it('issues nothing for a version of a badge class that there never was', async () => {
    award = { ...award, badgeClassVersion: 2 };
    await expect(issue()).rejects.toMatchObject({ code: 'badge_class_not_found' });
  });
});

describe('sharing', () => {
  it('is the learner’s own switch, on and off, each change written once', async () => {
    const { id, jwt } = await issue();
    const share = (isShared: boolean) =>
      world.credentialService.setShared(world.institutionId, id, 'learner-1', isShared);
    await share(true);
    const shared = await share(true);
    expect(shared).toMatchObject({ isShared: true, shareChangedAt: minutesAfterNoon(1), jwt });
    expect(await share(false)).toMatchObject({ isShared: false });

    const switches = (await listActions()).filter((action) => action.endsWith('shared'));
    expect(switches.sort()).toEqual(['credential.shared', 'credential.unshared']);
  });

  it('is nobody else’s', async () => {
    const { id } = await issue();
    const { credentialService, institutionId } = world;
    await expect(credentialService.setShared(institutionId, id, 'learner-2', true)).rejects.toMatchObject({
      code: 'credential_not_found',
    });
    await expect(credentialService.setShared('other', id, 'learner-1', true)).rejects.toMatchObject({
      code: 'credential_not_found',
    });
    expect(await credentialService.findOwn(institutionId, id, 'learner-2')).toBeNull();
    expect(await credentialService.findOwn(institutionId, id, 'learner-1')).toMatchObject({
      id,
      isShared: false,
    });
    expect(await credentialService.findByAward(institutionId, award.id)).toMatchObject({ id });
  });
});
