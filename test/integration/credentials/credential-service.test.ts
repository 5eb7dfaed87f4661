import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Award } from '../../../src/awarding/award.js';
import type { BadgeClass } from '../../../src/badges/badge-class.js';
import { deriveCredentialId } from '../../../src/credentials/credential-id.js';
import type { Credential } from '../../../src/credentials/credential.js';
import { hashIdentity } from '../../../src/credentials/identity-hash.js';
import { isProofOf, type DataIntegrityProof } from '../../../src/credentials/data-integrity.js';
import { canonicalize, type JsonLdDocument } from '../../../src/credentials/json-ld/canonicalize.js';
import type { ShareChoice } from '../../../src/credentials/share-choice.js';
import { readOpenBadge } from '../../../src/credentials/read-issued.js';
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

describe('both forms of a credential', () => {
  it('say the same, under one id and one status, and neither contains the other', async () => {
    const credential = await issue();
    const { proof, ...embedded } = JSON.parse(credential.json ?? '') as Record<string, unknown>;
    expect(readVcJwt(credential.jwt)?.credential).toEqual(embedded);
    expect(credential.statusPlace).not.toBeNull();
    expect(embedded).toMatchObject({
      credentialStatus: { statusListIndex: String(credential.statusPlace?.slot) },
    });
    expect(proof).toMatchObject([
      {
        type: 'DataIntegrityProof',
        cryptosuite: 'eddsa-rdfc-2022',
        created: '2026-03-02T12:01:00Z',
        verificationMethod: `did:web:badges.example.org:issuers:${world.issuer.id}#${credential.proofKid}`,
      },
    ]);
  });

  it('are both signed by the issuer’s keys', async () => {
    const credential = await issue();
    const { proof, ...document } = JSON.parse(credential.json ?? '') as {
      proof: [DataIntegrityProof];
    } & JsonLdDocument;
    const key = await database.stores.issuerKeys.findPublic(credential.proofKid ?? '');
    const publicKey = createPublicKey({ key: { ...key?.publicJwk }, format: 'jwk' });
    expect(await isProofOf(document, proof[0], publicKey, canonicalize)).toBe(true);
    expect(await isProofOf({ ...document, name: 'x' }, proof[0], publicKey, canonicalize)).toBe(false);
  });

  it('carry results and evidence only as the learner chose, and the record keeps them', async () => {
    const asked = {
      results: [{ name: 'Eindcijfer', type: 'RawScore', value: '8.5', allowedValues: ['8.5'] }],
      evidence: [{ name: 'Verslag', url: 'https://example.org/report' }],
    } as const;
    const closed = await world.credentialService.issue({ award, learner: HOLDER, ...asked });
    expect(closed.json).not.toContain('8.5');
    expect(closed.json).not.toContain('example.org/report');
    expect(await database.stores.credentials.findPublic(closed.id)).toMatchObject(asked);

    const other = await world.addBadgeClass();
    const open = await world.credentialService.issue({
      award: buildAward({ institutionId: world.institutionId, badgeClassId: other.id }),
      learner: HOLDER,
      ...asked,
      shows: { name: false, grade: true, evidence: true },
    });
    expect(readOpenBadge(open)).toMatchObject({
      credentialSubject: { result: [{ value: '8.5' }] },
      evidence: [{ id: 'https://example.org/report' }],
    });
  });

  it('are not issued when they do not pass, and the reason is named', async () => {
    badgeClass = await world.addBadgeClass({
      alignments: [
        {
          targetName: 'x',
          targetUrl: 'no address',
          targetType: null,
          framework: null,
          code: null,
          description: null,
        },
      ],
    });
    award = buildAward({ institutionId: world.institutionId, badgeClassId: badgeClass.id });
    await expect(issue()).rejects.toMatchObject({
      code: 'credential_invalid',
      detail: {
        problems: expect.stringContaining('/credentialSubject/achievement/alignment/0/targetUrl') as string,
      },
    });
    expect(await database.stores.credentials.findByAward(world.institutionId, award.id)).toBeNull();
  });
});

describe('renewing', () => {
  const renew = (id: string) =>
    world.credentialService.renew(world.institutionId, id, { actor: { kind: 'command-line' } });

  it('issues the same statement anew: same id and holder, later dates, keys of today', async () => {
    badgeClass = await world.addBadgeClass({ validForDays: 365 });
    award = buildAward({ institutionId: world.institutionId, badgeClassId: badgeClass.id });
    const first = await issue();
    await world.issuerKeys.rotate(world.institutionId, world.issuer.id, { kind: 'tool' });
    world.clock.at = minutesAfterNoon(60 * 24 * 300);
    const renewed = await renew(first.id);

    const [before, after] = [readOpenBadge(first), readOpenBadge(renewed)];
    expect(after).toEqual({
      ...before,
      validFrom: '2026-12-27T12:00:00Z',
      validUntil: '2027-12-27T12:00:00Z',
    });
    expect(renewed.kid).not.toBe(first.kid);
    expect(renewed.proofKid).not.toBe(first.proofKid);
    expect(renewed.statusPlace).toEqual(first.statusPlace);
    const { kid, jwt, proofKid, json, issuedAt, validUntil } = first;
    expect(renewed.earlier).toEqual([{ kid, jwt, proofKid, json, issuedAt, validUntil }]);
    expect(await listActions()).toContain('credential.renewed');
    // Issued again for the same award, it is the one that stands.
    expect(await issue()).toEqual(renewed);
  });

  it('is later than what it replaces, also within the same second', async () => {
    const first = await issue();
    const renewed = await renew(first.id);
    expect(renewed.issuedAt.getTime()).toBe(first.issuedAt.getTime() + 1000);
  });

  it('is refused for what was revoked, and for what is not there', async () => {
    const { id } = await issue();
    await world.credentialService.revoke(world.institutionId, id, {
      reason: 'x',
      actor: { kind: 'tool' },
    });
    await expect(renew(id)).rejects.toMatchObject({ code: 'credential_revoked' });
    await expect(renew('0'.repeat(32))).rejects.toMatchObject({ code: 'credential_not_found' });
  });
});

describe('what its learner lets in, chosen later', () => {
  const CLAIMS = {
    results: [{ name: 'Eindcijfer', type: 'RawScore', value: '8.5', valueMax: '10' }],
    evidence: [{ name: 'Verslag', url: 'https://example.org/report' }],
  } as const;
  const GRADE = { name: false, grade: true, evidence: false };
  const LEARNER = { kind: 'learner', id: 'learner-1' } as const;
  const issueWith = (id: string, shows: ShareChoice) =>
    world.credentialService.issueWith(world.institutionId, id, shows, LEARNER);

  it('is issued anew in both forms, with everything else as it was', async () => {
    badgeClass = await world.addBadgeClass({ validForDays: 365 });
    award = buildAward({ institutionId: world.institutionId, badgeClassId: badgeClass.id });
    const first = await world.credentialService.issue({ award, learner: HOLDER, ...CLAIMS });
    world.clock.at = minutesAfterNoon(60);
    const open = await issueWith(first.id, GRADE);
    if (!open) throw new Error('issued anew');

    const [before, after] = [readOpenBadge(first), readOpenBadge(open)];
    const { result, ...subject } = after.credentialSubject;
    expect(result).toMatchObject([{ value: '8.5' }]);
    expect(subject.achievement.resultDescription).toMatchObject([{ name: 'Eindcijfer', valueMax: '10' }]);
    expect(after).toMatchObject({
      id: before.id,
      validFrom: '2026-03-02T13:00:00Z',
      validUntil: before.validUntil, // chosen, not renewed
      awardedDate: before.awardedDate,
      credentialStatus: before.credentialStatus,
      credentialSubject: { id: before.credentialSubject.id, identifier: before.credentialSubject.identifier },
    });
    expect(after).not.toHaveProperty('evidence');
    expect(readVcJwt(open.jwt)?.credential).toEqual(after);
    expect(open.shows).toEqual(GRADE);
    expect(open.earlier.map(({ jwt }) => jwt)).toEqual([first.jwt]);

    world.clock.at = minutesAfterNoon(61);
    const closed = await issueWith(first.id, { name: true, grade: false, evidence: false });
    expect(closed?.json).not.toContain('8.5');
    expect({ ...readOpenBadge(closed ?? open), validFrom: '' }).toEqual({ ...before, validFrom: '' });
    expect((await listActions()).filter((action) => action === 'credential.issued-anew')).toHaveLength(2);
    // A renewal stands as was chosen last.
    await issueWith(first.id, GRADE);
    const renewed = await world.credentialService.renew(world.institutionId, first.id, { actor: LEARNER });
    expect(readOpenBadge(renewed).credentialSubject.result).toMatchObject([{ value: '8.5' }]);
  });

  it('is not issued anew where nothing inside differs, nor what is revoked or over', async () => {
    badgeClass = await world.addBadgeClass({ validForDays: 1 });
    award = buildAward({ institutionId: world.institutionId, badgeClassId: badgeClass.id });
    const { id } = await world.credentialService.issue({ award, learner: HOLDER, results: CLAIMS.results });
    expect(await issueWith(id, { name: true, grade: false, evidence: true })).toBeNull();
    world.clock.at = minutesAfterNoon(60 * 25);
    expect(await issueWith(id, GRADE)).toBeNull();
    world.clock.at = minutesAfterNoon(2);
    await world.credentialService.revoke(world.institutionId, id, { reason: 'x', actor: LEARNER });
    expect(await issueWith(id, GRADE)).toBeNull();
    expect((await database.stores.credentials.findPublic(id))?.earlier).toEqual([]);
  });

  it('stands in a correction as it was chosen for what that corrects', async () => {
    const { id } = await world.credentialService.issue({ award, learner: HOLDER, ...CLAIMS });
    await issueWith(id, GRADE);
    const corrected = await world.credentialService.issue({
      award: { ...award, revision: 2 },
      learner: HOLDER,
      results: [{ name: 'Eindcijfer', type: 'RawScore', value: '9' }],
      evidence: CLAIMS.evidence,
      shows: { name: true, grade: false, evidence: true }, // chosen for other badges
    });
    expect(corrected.shows).toEqual(GRADE);
    expect(readOpenBadge(corrected).credentialSubject.result).toMatchObject([{ value: '9' }]);
    expect(corrected.json).not.toContain('example.org/report');
  });

  it('keeps fifty earlier forms of one credential, and then stays as it is', async () => {
    const { id } = await world.credentialService.issue({ award, learner: HOLDER, ...CLAIMS });
    for (let times = 0; times < 25; times += 1) {
      await issueWith(id, GRADE);
      await issueWith(id, { ...GRADE, grade: false });
    }
    await expect(issueWith(id, GRADE)).rejects.toMatchObject({ code: 'credential_changed_often' });
    expect((await database.stores.credentials.findPublic(id))?.earlier).toHaveLength(50);
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
