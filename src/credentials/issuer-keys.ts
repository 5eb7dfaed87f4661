/**
 * The keys that issuers sign with: one for the compact form (ES256, or RS256 on request), one for the embedded proof
 * (Ed25519). One of each signs at a time; retired ones go on verifying what they signed.
 *
 * A key that somebody else may have used is marked compromised, with the date from which its signatures no longer count.
 * What it signed before stays valid: our verifier goes by our own record of when it was issued, others by the `revoked`
 * date in the DID document and beside the key.
 *
 * @module
 */
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { AppError, hasCode } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import { generateEcKeyPair, generateEd25519KeyPair, generateRsaKeyPair } from '../secrets/key-pairs.js';
import type { Sealer } from '../secrets/sealer.js';
import type { IssuerKey, IssuerKeyAlgorithm, IssuerKeyStore } from './credential.js';
import { encodeEd25519Multikey } from './multibase.js';
import type { VcJwtAlgorithm } from './vc-jwt.js';

/** Opens nothing but the key of this kid: a sealed text moved to another record stays shut. */
function sealPurpose(kid: string): string {
  return `issuer-key:${kid}`;
}

const GENERATORS = {
  ES256: generateEcKeyPair,
  RS256: generateRsaKeyPair,
  Ed25519: generateEd25519KeyPair,
} as const;

export interface IssuerKeysDeps {
  readonly keys: IssuerKeyStore;
  readonly sealer: Sealer;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface SigningKey<Algorithm extends IssuerKeyAlgorithm = IssuerKeyAlgorithm> {
  readonly kid: string;
  readonly algorithm: Algorithm;
  readonly privateKey: KeyObject;
  readonly publicJwk: IssuerKey['publicJwk'];
}

/** What one issuing signs with. */
export interface SigningKeys {
  readonly jwt: SigningKey<VcJwtAlgorithm>;
  readonly proof: SigningKey<'Ed25519'>;
}

export type IssuerKeys = ReturnType<typeof createIssuerKeys>;

export function createIssuerKeys({ keys, sealer, audit, now }: IssuerKeysDeps) {
  /** Private keys never change, so an opened one may be kept as long as the process lives. */
  const opened = new Map<string, KeyObject>();

  /** The issuer's signing keys; made at the first call, one of each for all processes. */
  async function ensureSigningKeys(
    institutionId: string,
    issuerId: string,
    actor: AuditActor = { kind: 'tool' },
  ): Promise<SigningKeys> {
    const live = await keys.listSigning(institutionId, issuerId);
    const find = (algorithm: IssuerKeyAlgorithm) => live.find((key) => key.algorithm === algorithm);
    // RS256 was asked for where there is such a key; an ES256 key from before then rests.
    const jwt = find('RS256') ?? find('ES256') ?? (await makeKey(institutionId, issuerId, 'ES256', actor));
    const proof = find('Ed25519') ?? (await makeKey(institutionId, issuerId, 'Ed25519', actor));
    return { jwt: openKey(jwt, isVcJwtAlgorithm), proof: openKey(proof, isEd25519) };
  }

  /** The key of the compact form. */
  async function ensureSigningKey(institutionId: string, issuerId: string, actor?: AuditActor) {
    return (await ensureSigningKeys(institutionId, issuerId, actor)).jwt;
  }

  /**
   * New keys sign from now on, each of the kind that the old one was. Run twice at once it may retire a key that has
   * signed nothing; no key is lost.
   *
   * @returns the kid of the new key of the compact form
   */
  async function rotate(institutionId: string, issuerId: string, actor: AuditActor): Promise<string> {
    const live = await keys.listSigning(institutionId, issuerId);
    for (const key of live) await retire(institutionId, key, actor);
    if (live.some(({ algorithm }) => algorithm === 'RS256')) {
      await makeKey(institutionId, issuerId, 'RS256', actor);
    }
    return (await ensureSigningKey(institutionId, issuerId, actor)).kid;
  }

  /**
   * Which algorithm the compact form is signed with from now on. Some verifiers take RS256 alone.
   *
   * @returns the kid that signs from now on
   */
  async function chooseJwtAlgorithm(
    institutionId: string,
    issuerId: string,
    algorithm: VcJwtAlgorithm,
    actor: AuditActor,
  ): Promise<string> {
    const rsa = await keys.findSigning(institutionId, issuerId, 'RS256');
    if (algorithm === 'RS256' && !rsa) await makeKey(institutionId, issuerId, 'RS256', actor);
    if (algorithm === 'ES256' && rsa) await retire(institutionId, rsa, actor);
    return (await ensureSigningKey(institutionId, issuerId, actor)).kid;
  }

  /**
   * Says from when on a key's signatures do not count, and puts a new one in its place. The date may move back later,
   * never forward: what was refused once is not accepted again.
   *
   * @throws {AppError} `issuer_key_not_found`
   * @throws {AppError} `issuer_key_date_invalid` - before the key was made, or in the future
   */
  async function markCompromised(
    institutionId: string,
    kid: string,
    from: Date,
    actor: AuditActor,
  ): Promise<IssuerKey> {
    const key = await keys.findPublic(kid);
    if (key?.institutionId !== institutionId) {
      throw new AppError('issuer_key_not_found', 404, 'no such key of this institution', { kid });
    }
    if (from < key.createdAt || from > now()) {
      throw new AppError('issuer_key_date_invalid', 422, 'the date is before the key or after today', {
        kid,
      });
    }
    const marked = await keys.markCompromised(institutionId, kid, from, now());
    if (!marked) throw new AppError('issuer_key_not_found', 404, 'no such key of this institution', { kid });
    await audit(institutionId, {
      actor,
      action: 'issuer-key.compromised',
      subject: { kind: 'issuer-key', id: kid },
      detail: { issuerId: marked.issuerId, from: from.toISOString() },
    });
    if (key.retiredAt === null && key.algorithm === 'RS256') {
      await makeKey(institutionId, key.issuerId, 'RS256', actor);
    }
    await ensureSigningKeys(institutionId, key.issuerId, actor);
    return marked;
  }

  /** Every key an issuer ever had, oldest first; without its private half. */
  async function list(
    institutionId: string,
    issuerId: string,
  ): Promise<Omit<IssuerKey, 'sealedPrivateKey'>[]> {
    const all = await keys.listByIssuer(institutionId, issuerId);
    return all.map(({ sealedPrivateKey: _sealed, ...shown }) => shown);
  }

  async function retire(institutionId: string, key: IssuerKey, actor: AuditActor): Promise<void> {
    if (!(await keys.retire(institutionId, key.kid, now()))) return; // somebody else was first
    await audit(institutionId, {
      actor,
      action: 'issuer-key.retired',
      subject: { kind: 'issuer-key', id: key.kid },
      detail: { issuerId: key.issuerId },
    });
  }

  async function makeKey(
    institutionId: string,
    issuerId: string,
    algorithm: IssuerKeyAlgorithm,
    actor: AuditActor,
  ): Promise<IssuerKey> {
    const pair = await GENERATORS[algorithm]();
    const kid =
      algorithm === 'Ed25519'
        ? encodeEd25519Multikey(Buffer.from(pair.publicJwk.x ?? '', 'base64url'))
        : await calculateJwkThumbprint(pair.publicJwk);
    const key: IssuerKey = {
      kid,
      institutionId,
      issuerId,
      algorithm,
      sealedPrivateKey: sealer.seal(pair.privateKeyPem, sealPurpose(kid)),
      publicJwk: { ...pair.publicJwk, kid, alg: algorithm, use: 'sig' },
      createdAt: now(),
      retiredAt: null,
      compromisedAt: null,
      liveKey: `${issuerId}:${algorithm}`,
    };
    try {
      await keys.create(institutionId, key);
    } catch (error) {
      const winner = await keys.findSigning(institutionId, issuerId, algorithm);
      if (hasCode(error, 'already_exists') && winner) return winner; // another process was first
      throw error;
    }
    await audit(institutionId, {
      actor,
      action: 'issuer-key.made',
      subject: { kind: 'issuer-key', id: kid },
      detail: { issuerId, algorithm },
    });
    return key;
  }

  function openKey<Algorithm extends IssuerKeyAlgorithm>(
    { kid, algorithm, publicJwk, sealedPrivateKey }: IssuerKey,
    isWanted: (algorithm: IssuerKeyAlgorithm) => algorithm is Algorithm,
  ): SigningKey<Algorithm> {
    if (!isWanted(algorithm))
      throw new AppError('issuer_key_unusable', 500, 'a key of another kind', { kid });
    let privateKey = opened.get(kid);
    if (!privateKey) {
      privateKey = createPrivateKey(sealer.open(sealedPrivateKey, sealPurpose(kid)));
      assertHalvesMatch(kid, algorithm, privateKey, publicJwk);
      opened.set(kid, privateKey);
    }
    return { kid, algorithm, privateKey, publicJwk };
  }

  return { ensureSigningKey, ensureSigningKeys, rotate, chooseJwtAlgorithm, markCompromised, list };
}

/** A private key that is not the other half of its published key would only be found by a stranger. */
function assertHalvesMatch(
  kid: string,
  algorithm: IssuerKeyAlgorithm,
  privateKey: KeyObject,
  publicJwk: IssuerKey['publicJwk'],
): void {
  const publicKey = createPublicKey({ key: { ...publicJwk }, format: 'jwk' });
  const digest = algorithm === 'Ed25519' ? null : 'sha256';
  const text = Buffer.from(kid);
  if (!verify(digest, text, publicKey, sign(digest, text, privateKey))) {
    throw new AppError('issuer_key_unusable', 500, 'the two halves of this key do not belong together', {
      kid,
    });
  }
}

function isVcJwtAlgorithm(algorithm: IssuerKeyAlgorithm): algorithm is VcJwtAlgorithm {
  return algorithm !== 'Ed25519';
}

function isEd25519(algorithm: IssuerKeyAlgorithm): algorithm is 'Ed25519' {
  return algorithm === 'Ed25519';
}
