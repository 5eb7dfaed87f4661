/**
 * Giving credentials their places, and publishing the lists.
 *
 * A credential names one entry, its revocation: the official schema takes one object, and `revocation` is the purpose that
 * every verifier acts on. Revocation is for good there, so a suspension may not borrow its bit: it has a list of its own at
 * the same slot, `/status/{id}/suspension`, which our verifier and our pages read. Others learn of a suspension from the
 * credential's own address and from the hosted OB 2.0 assertion.
 *
 * A list is made anew from the credentials' states when the one in hand is older than `FRESH_MS`, and caches may keep it as
 * long again: 25 + 25 seconds, so a revocation is seen within a minute everywhere.
 * Source: W3C Bitstring Status List 1.0.
 *
 * @module
 */
import { createHash, randomInt } from 'node:crypto';
import type { CredentialAddresses } from './addresses.js';
import { formatSeconds } from './build-open-badge.js';
import type { CredentialState, CredentialStore, StatusPlace } from './credential.js';
import { createProof } from './data-integrity.js';
import { nameMethod } from './did-document.js';
import type { IssuerKeys } from './issuer-keys.js';
import { canonicalize } from './json-ld/canonicalize.js';
import {
  encodeStatusList,
  STATUS_LIST_LENGTH,
  type StatusList,
  type StatusListStore,
  type StatusPurpose,
} from './status-list.js';

/** How old a list may be when it is handed out, and how long whoever gets it may keep it. */
export const STATUS_FRESH_SECONDS = 25;
/** After that a copy says nothing any more. */
const VALID_MS = 3_600_000;
/** Random places that are tried in one list. Where all of them are taken, most of it is: the next list begins. */
const MOST_TRIES = 16;

const STATE_OF: Readonly<Record<StatusPurpose, CredentialState>> = {
  revocation: 'revoked',
  suspension: 'suspended',
};

export interface StatusPlacesDeps {
  readonly lists: StatusListStore;
  readonly now: () => Date;
  /** For tests: shorter lists than may be published. */
  readonly length?: number;
}

export type StatusPlaces = ReturnType<typeof createStatusPlaces>;

export function createStatusPlaces({ lists, now, length = STATUS_LIST_LENGTH }: StatusPlacesDeps) {
  /** The list that this process fills, by issuer. Another process may be further: this one then finds out by trying. */
  const open = new Map<string, StatusList>();

  /** A credential's place; asked again, in any process, it is the same one. */
  async function take(institutionId: string, issuerId: string, credentialId: string): Promise<StatusPlace> {
    let list = open.get(issuerId) ?? (await lists.findLast(institutionId, issuerId));
    for (;;) {
      list ??= await startList(institutionId, issuerId, 1);
      open.set(issuerId, list);
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const place = { listId: list.id, slot: randomInt(list.length) };
        const taken = await lists.takePlace(institutionId, credentialId, place);
        if (taken) return taken;
      }
      list = await startList(institutionId, issuerId, list.ordinal + 1);
    }
  }

  /** Whoever is first makes it; its id is known to all. */
  function startList(institutionId: string, issuerId: string, ordinal: number): Promise<StatusList> {
    const name = JSON.stringify(['insigne status list', issuerId, ordinal]);
    const id = createHash('sha256').update(name).digest('hex').slice(0, 32);
    return lists.ensure(institutionId, { id, institutionId, issuerId, ordinal, length, createdAt: now() });
  }

  return { take };
}

export interface StatusListsDeps {
  readonly lists: Pick<StatusListStore, 'findPublic'>;
  readonly credentials: Pick<CredentialStore, 'listSlots'>;
  readonly issuerKeys: Pick<IssuerKeys, 'ensureSigningKeys'>;
  readonly addresses: CredentialAddresses;
  readonly now: () => Date;
}

export interface PublishedList {
  /** JSON with its proof. */
  readonly json: Buffer;
  readonly madeAt: Date;
}

export type StatusLists = ReturnType<typeof createStatusLists>;

export function createStatusLists({ lists, credentials, issuerKeys, addresses, now }: StatusListsDeps) {
  const published = new Map<
    string,
    { readonly from: number; readonly making: Promise<PublishedList | null> }
  >();

  /** The signed list as it is now, give or take `STATUS_FRESH_SECONDS`; null when there is none. */
  async function find(listId: string, purpose: StatusPurpose): Promise<PublishedList | null> {
    const key = `${listId} ${purpose}`;
    const from = now().getTime();
    const known = published.get(key);
    if (known && from - known.from < STATUS_FRESH_SECONDS * 1000) return known.making;
    const making = publish(listId, purpose, new Date(from));
    const entry = { from, making };
    published.set(key, entry); // before anything is waited for: asked by many at once it is made once
    const forget = () => published.get(key) === entry && published.delete(key);
    try {
      const made = await making;
      if (!made) forget();
      return made;
    } catch (error) {
      forget();
      throw error;
    }
  }

  async function publish(listId: string, purpose: StatusPurpose, at: Date): Promise<PublishedList | null> {
    const list = await lists.findPublic(listId);
    if (!list) return null;
    const { institutionId, issuerId } = list;
    const slots = await credentials.listSlots(institutionId, listId, STATE_OF[purpose]);
    const address = addresses.statusList(listId, purpose);
    const issuer = addresses.issuerDid(issuerId);
    const document = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: address,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer,
      validFrom: formatSeconds(at),
      validUntil: formatSeconds(new Date(at.getTime() + VALID_MS)),
      credentialSubject: {
        id: `${address}#list`,
        type: 'BitstringStatusList',
        statusPurpose: purpose,
        encodedList: encodeStatusList(list.length, slots),
        ttl: STATUS_FRESH_SECONDS * 1000,
      },
    };
    const { proof: key } = await issuerKeys.ensureSigningKeys(institutionId, issuerId);
    const proof = await createProof(document, {
      privateKey: key.privateKey,
      verificationMethod: nameMethod(issuer, key.kid),
      created: document.validFrom,
      canonicalize,
    });
    return { json: Buffer.from(JSON.stringify({ ...document, proof: [proof] }), 'utf8'), madeAt: at };
  }

  return { find };
}
