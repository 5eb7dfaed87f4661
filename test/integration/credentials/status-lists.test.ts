import { createPublicKey, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isProofOf, type DataIntegrityProof } from '../../../src/credentials/data-integrity.js';
import { canonicalize, type JsonLdDocument } from '../../../src/credentials/json-ld/canonicalize.js';
import { readStatusBit, STATUS_LIST_LENGTH } from '../../../src/credentials/status-list.js';
import { createStatusLists, createStatusPlaces } from '../../../src/credentials/status-lists.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { buildAward, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { ADDRESSES } from '../../support/build-open-badge-facts.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

const ACTOR = { kind: 'command-line' } as const;

let database: TestStores;
let world: AwardingWorld;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => void (world = await createAwardingWorld(database.stores)));

describe('places in status lists', () => {
  /** As one process has them. */
  const open = (length?: number) =>
    createStatusPlaces({
      lists: database.stores.statusLists,
      now: () => NOON,
      ...(length !== undefined && { length }),
    });

  it('are all distinct when eight give out four hundred at once', async () => {
    const issuerId = randomUUID();
    const allocators = Array.from({ length: 8 }, () => open());
    const places = await Promise.all(
      Array.from({ length: 400 }, async (_, index) =>
        allocators[index % 8]?.take('institution-a', issuerId, randomUUID()),
      ),
    );
    expect(new Set(places.map((place) => `${place?.listId} ${place?.slot}`)).size).toBe(400);
    expect(new Set(places.map((place) => place?.listId)).size).toBe(1);
    // Random: four hundred in a row would tell who came after whom.
    const slots = places.map((place) => place?.slot ?? 0);
    expect(Math.max(...slots) - Math.min(...slots)).toBeGreaterThan(STATUS_LIST_LENGTH / 2);
  });

  it('are all distinct where lists are so short that they collide and fill up', async () => {
    const issuerId = randomUUID();
    const allocators = Array.from({ length: 8 }, () => open(32));
    const places = await Promise.all(
      Array.from({ length: 96 }, async (_, index) =>
        allocators[index % 8]?.take('institution-a', issuerId, randomUUID()),
      ),
    );
    expect(new Set(places.map((place) => `${place?.listId} ${place?.slot}`)).size).toBe(96);
    const lists = new Set(places.map((place) => place?.listId));
    expect(lists.size).toBeGreaterThanOrEqual(96 / 32);
    expect(lists.size).toBeLessThan(20);
    expect(await database.stores.statusLists.findLast('institution-a', issuerId)).toMatchObject({
      ordinal: lists.size,
    });
  });

  it('stay a credential’s own, whoever asks again', async () => {
    const [issuerId, credentialId] = [randomUUID(), randomUUID()];
    const first = await open().take('institution-a', issuerId, credentialId);
    expect(await open().take('institution-a', issuerId, credentialId)).toEqual(first);
  });

  it('are of one issuer alone', async () => {
    const allocator = open();
    const [one, other] = [
      await allocator.take('institution-a', randomUUID(), randomUUID()),
      await allocator.take('institution-a', randomUUID(), randomUUID()),
    ];
    expect(one.listId).not.toBe(other.listId);
  });
});

describe('a published list (Bitstring Status List 1.0)', () => {
  const issue = async () => {
    const badgeClass = await world.addBadgeClass();
    const award = buildAward({ institutionId: world.institutionId, badgeClassId: badgeClass.id });
    return world.credentialService.issue({ award, learner: { name: 'Anna', email: null } });
  };
  /** As another process has them. */
  const openLists = () =>
    createStatusLists({
      lists: database.stores.statusLists,
      credentials: database.stores.credentials,
      issuerKeys: world.issuerKeys,
      addresses: ADDRESSES,
      now: world.clock.now,
    });
  type List = JsonLdDocument & {
    proof: [DataIntegrityProof];
    credentialSubject: { encodedList: string };
  };
  const read = async (lists: ReturnType<typeof openLists>, listId: string, purpose = 'revocation' as const) =>
    JSON.parse((await lists.find(listId, purpose))?.json.toString('utf8') ?? 'null') as List;

  it('is signed by its issuer, and says until when it says anything', async () => {
    const { statusPlace } = await issue();
    const { proof, ...list } = await read(openLists(), statusPlace?.listId ?? '');
    const address = ADDRESSES.statusList(statusPlace?.listId ?? '', 'revocation');

    expect(list).toMatchObject({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: address,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: ADDRESSES.issuerDid(world.issuer.id),
      validFrom: '2026-03-02T12:00:00Z',
      validUntil: '2026-03-02T13:00:00Z',
      credentialSubject: {
        id: `${address}#list`,
        type: 'BitstringStatusList',
        statusPurpose: 'revocation',
      },
    });
    const kid = proof[0].verificationMethod.split('#')[1] ?? '';
    const key = await database.stores.issuerKeys.findPublic(kid);
    const publicKey = createPublicKey({ key: { ...key?.publicJwk }, format: 'jwk' });
    expect(await isProofOf(list, proof[0], publicKey, canonicalize)).toBe(true);
  });

  it('holds the bit of what was revoked, and no other', async () => {
    const [one, other] = [await issue(), await issue()];
    await world.credentialService.revoke(world.institutionId, one.id, { reason: 'x', actor: ACTOR });
    const { listId = '', slot: revoked = -1 } = one.statusPlace ?? {};
    const { encodedList } = (await read(openLists(), listId)).credentialSubject;
    expect(readStatusBit(encodedList, revoked)).toBe(true);
    expect(readStatusBit(encodedList, other.statusPlace?.slot ?? -1)).toBe(false);
    expect(readStatusBit(encodedList, STATUS_LIST_LENGTH - 1)).toBe(revoked === STATUS_LIST_LENGTH - 1);
    expect(readStatusBit(encodedList, STATUS_LIST_LENGTH)).toBeNull();
  });

  it('has a twin for suspensions, whose bits come and go', async () => {
    const { id, statusPlace } = await issue();
    const { listId = '', slot = -1 } = statusPlace ?? {};
    const readBits = async () => {
      const lists = openLists();
      const bitOf = async (purpose: 'revocation' | 'suspension') => {
        const list = JSON.parse((await lists.find(listId, purpose))?.json.toString('utf8') ?? '') as List;
        expect(list.credentialSubject).toMatchObject({ statusPurpose: purpose });
        return readStatusBit(list.credentialSubject.encodedList, slot);
      };
      return [await bitOf('revocation'), await bitOf('suspension')];
    };
    const { credentialService: service, institutionId } = world;
    await service.suspend(institutionId, id, { reason: 'x', actor: ACTOR });
    expect(await readBits()).toEqual([false, true]);
    await service.reinstate(institutionId, id, { actor: ACTOR });
    expect(await readBits()).toEqual([false, false]);
    await service.revoke(institutionId, id, { reason: 'x', actor: ACTOR });
    expect(await readBits()).toEqual([true, false]);
  });

  it('shows a revocation within a minute, caches on the way included, and costs no signature before', async () => {
    const { id, statusPlace } = await issue();
    const { listId = '', slot = -1 } = statusPlace ?? {};
    const lists = openLists();
    const before = await lists.find(listId, 'revocation');
    // Another process revokes it right after.
    await world.restart().credentialService.revoke(world.institutionId, id, { reason: 'x', actor: ACTOR });
    expect(await lists.find(listId, 'revocation')).toBe(before);

    world.clock.at = new Date(NOON.getTime() + 25_000);
    const after = await read(lists, listId);
    expect(readStatusBit(after.credentialSubject.encodedList, slot)).toBe(true);
    expect(after).toMatchObject({ credentialSubject: { ttl: 25_000 } });
  });

  it('is made once for all who ask at once, and not at all for an unknown id', async () => {
    const { statusPlace } = await issue();
    const lists = openLists();
    const all = await Promise.all(
      Array.from({ length: 10 }, () => lists.find(statusPlace?.listId ?? '', 'revocation')),
    );
    expect(new Set(all).size).toBe(1);
    expect(await lists.find('0'.repeat(32), 'revocation')).toBeNull();
    world.clock.at = minutesAfterNoon(1);
    expect(await lists.find('0'.repeat(32), 'suspension')).toBeNull();
  });
});

describe('readStatusBit', () => {
  it.each(['', 'x', 'u', 'uAAAA', `u${Buffer.from('no gzip').toString('base64url')}`])(
    'gives null for %j',
    (text) => {
      expect(readStatusBit(text, 0)).toBeNull();
    },
  );
});
