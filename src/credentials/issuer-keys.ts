/**
 * The keys that issuers sign with. One signs at a time; retired ones go on verifying what they signed.
 *
 * @module
 */
import { calculateJwkThumbprint, importPKCS8, type CryptoKey } from 'jose';
import { hasCode } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import { generateEcKeyPair } from '../secrets/key-pairs.js';
import type { Sealer } from '../secrets/sealer.js';
import type { IssuerKey, IssuerKeyStore } from './credential.js';
import { VC_JWT_ALGORITHM } from './vc-jwt.js';

/** Opens nothing but the key of this kid: a sealed text moved to another record stays shut. */
function sealPurpose(kid: string): string {
  return `issuer-key:${kid}`;
}

export interface IssuerKeysDeps {
  readonly keys: IssuerKeyStore;
  readonly sealer: Sealer;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: IssuerKey['publicJwk'];
}

export type IssuerKeys = ReturnType<typeof createIssuerKeys>;

export function createIssuerKeys({ keys, sealer, audit, now }: IssuerKeysDeps) {
  /** Private keys never change, so an opened one may be kept as long as the process lives. */
  const opened = new Map<string, Promise<CryptoKey>>();

  /** The issuer's signing key; made at the first call, one for all processes. */
  async function ensureSigningKey(institutionId: string, issuerId: string): Promise<SigningKey> {
    const key =
      (await keys.findSigning(institutionId, issuerId, VC_JWT_ALGORITHM)) ??
      (await makeKey(institutionId, issuerId));
    return { kid: key.kid, publicJwk: key.publicJwk, privateKey: await openKey(key) };
  }

  /**
   * A new key signs from now on. Run twice at once it may retire a key that has signed nothing; no key is lost.
   *
   * @returns the kid of the new key
   */
  async function rotate(institutionId: string, issuerId: string, actor: AuditActor): Promise<string> {
    const old = await keys.findSigning(institutionId, issuerId, VC_JWT_ALGORITHM);
    if (old && (await keys.retire(institutionId, old.kid, now()))) {
      await audit(institutionId, {
        actor,
        action: 'issuer-key.retired',
        subject: { kind: 'issuer-key', id: old.kid },
        detail: { issuerId },
      });
    }
    return (await ensureSigningKey(institutionId, issuerId)).kid;
  }

  async function makeKey(institutionId: string, issuerId: string): Promise<IssuerKey> {
    const pair = await generateEcKeyPair();
    const kid = await calculateJwkThumbprint(pair.publicJwk);
    const key: IssuerKey = {
      kid,
      institutionId,
      issuerId,
      algorithm: VC_JWT_ALGORITHM,
      sealedPrivateKey: sealer.seal(pair.privateKeyPem, sealPurpose(kid)),
      publicJwk: { ...pair.publicJwk, kid, alg: VC_JWT_ALGORITHM, use: 'sig' },
      createdAt: now(),
      retiredAt: null,
      compromisedAt: null,
      liveKey: `${issuerId}:${VC_JWT_ALGORITHM}`,
    };
    try {
      await keys.create(institutionId, key);
    } catch (error) {
      const winner = await keys.findSigning(institutionId, issuerId, VC_JWT_ALGORITHM);
      if (hasCode(error, 'already_exists') && winner) return winner; // another process was first
      throw error;
    }
    await audit(institutionId, {
      actor: { kind: 'tool' },
      action: 'issuer-key.made',
      subject: { kind: 'issuer-key', id: kid },
      detail: { issuerId },
    });
    return key;
  }

  function openKey(key: IssuerKey): Promise<CryptoKey> {
    const known = opened.get(key.kid);
    if (known) return known;
    // Inside the chain: a text that does not open rejects like a key that does not import.
    const opening = Promise.resolve().then(() =>
      importPKCS8(sealer.open(key.sealedPrivateKey, sealPurpose(key.kid)), VC_JWT_ALGORITHM),
    );
    opened.set(key.kid, opening);
    opening.catch(() => opened.delete(key.kid));
    return opening;
  }

  return { ensureSigningKey, rotate };
}
