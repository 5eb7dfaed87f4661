/**
 * Verifying a credential of ours, with the keys and records that we hold. Nothing is fetched.
 *
 * Source: OB 3.0 §8.2.5 (VC-JWT), §9 (verification). The steps stand in that order, with one of our own (`record`): we
 * keep the bytes of everything we issued, so one that we do not know was not issued here, whatever its signature says.
 * Credentials of others are not judged: the answer is `unknown`, never `valid`.
 *
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import type { IssuerProfileStore } from '../../badges/issuer-profile.js';
import type { CredentialAddresses } from '../addresses.js';
import { isCredentialId } from '../credential-id.js';
import type { Credential, CredentialStore, IssuerKeyStore } from '../credential.js';
import { listSchemaProblems } from '../open-badge-schema.js';
import type { OpenBadgeCredential } from '../open-badge.js';
import {
  hasMatchingClaims,
  hasValidSignature,
  isOurHeader,
  parseJsonObject,
  readSignedBytes,
  readVcJwt,
  type JsonObject,
  type ReadVcJwt,
} from '../verify-vc-jwt.js';
import { readCredentialText } from './read-credential-text.js';
import {
  summariseSteps,
  VERIFICATION_STEPS,
  type StepVerdict,
  type VerificationAnswer,
  type VerificationReason,
  type VerificationStep,
  type VerificationStepName,
} from './verification.js';

export interface Verification {
  readonly answer: VerificationAnswer;
  readonly steps: readonly VerificationStep[];
  /** What was inside, where it passed its schema; shown as what it says, not as true. */
  readonly found: OpenBadgeCredential | null;
  /** Our record of it, when the bytes are the same. */
  readonly credential: Credential | null;
}

export interface VerifierDeps {
  readonly credentials: Pick<CredentialStore, 'findPublic'>;
  readonly issuers: Pick<IssuerProfileStore, 'findPublic'>;
  readonly keys: Pick<IssuerKeyStore, 'findPublic'>;
  readonly addresses: CredentialAddresses;
  readonly now: () => Date;
}

export type Verifier = ReturnType<typeof createVerifier>;

/** What the step functions found so far, in order. */
class Steps {
  readonly list: VerificationStep[] = [];

  add(name: VerificationStepName, verdict: StepVerdict, reason: VerificationReason): boolean {
    this.list.push({ name, verdict, reason });
    return verdict === 'passed';
  }

  check(
    name: VerificationStepName,
    holds: boolean,
    yes: VerificationReason,
    no: VerificationReason,
  ): boolean {
    return this.add(name, holds ? 'passed' : 'failed', holds ? yes : no);
  }

  /** Every step that was not reached says so, so that a reader sees what nobody looked at. */
  finish(found: OpenBadgeCredential | null, credential: Credential | null): Verification {
    const reached = new Set(this.list.map(({ name }) => name));
    const steps = VERIFICATION_STEPS.map(
      (name) =>
        this.list.find((step) => step.name === name) ??
        ({ name, verdict: 'unknown', reason: 'not-checked' } as const),
    );
    return { answer: reached.size === 0 ? 'unknown' : summariseSteps(steps), steps, found, credential };
  }
}

export function createVerifier({ credentials, issuers, keys, addresses, now }: VerifierDeps) {
  /** Whatever somebody pasted or opened. An address is answered by what is stored there, if it is shared. */
  async function verifyText(text: string): Promise<Verification> {
    const content = readCredentialText(text, addresses);
    const steps = new Steps();
    switch (content.kind) {
      case 'too-large':
        steps.add('read', 'unknown', 'too-large');
        return steps.finish(null, null);
      // Nothing that could be right or wrong: a link elsewhere, half a file, something else altogether.
      case 'not-readable':
        steps.add('read', 'unknown', 'not-readable');
        return steps.finish(null, null);
      case 'address':
        return verifyShared(content.credentialId);
      case 'unsigned':
        return verifyUnsigned(content.payload, content.credential);
      case 'signed':
        steps.add('read', 'passed', 'readable');
        return verifySigned(content.read, steps);
    }
  }

  /** One that its holder shares, by its id. Not shared and unknown look the same here: nothing was checked. */
  async function verifyShared(credentialId: string): Promise<Verification> {
    const stored = isCredentialId(credentialId) ? await credentials.findPublic(credentialId) : null;
    if (!stored?.isShared) return new Steps().finish(null, null);
    return verifyStored(stored);
  }

  /** A record of ours, looked at as a stranger would look at its bytes. */
  async function verifyStored(stored: Pick<Credential, 'jwt'>): Promise<Verification> {
    const steps = new Steps();
    const read = readVcJwt(stored.jwt);
    if (!steps.check('read', read !== null, 'readable', 'not-readable') || !read)
      return steps.finish(null, null);
    return verifySigned(read, steps);
  }

  /**
   * JSON without a signature proves nothing by itself. If it is the content of one that we issued, the signature that
   * we keep is checked in its stead; if it differs in anything, it is not what we signed.
   */
  async function verifyUnsigned(payload: JsonObject, credential: JsonObject): Promise<Verification> {
    const steps = new Steps();
    const isOurs = typeof credential['id'] === 'string' && addresses.parseCredential(credential['id']);
    const stored = isOurs ? await credentials.findPublic(isOurs) : null;
    const signed = stored && parseJsonObject(readSignedBytes(stored.jwt));
    const read = stored && readVcJwt(stored.jwt);
    if (read && (isDeepStrictEqual(payload, signed) || isDeepStrictEqual(payload, read.credential))) {
      steps.add('read', 'passed', 'unsigned-copy');
      return verifySigned(read, steps);
    }
    steps.add('read', 'passed', 'readable');
    if (isOurs || isIssuedHere(credential)) {
      steps.add('record', 'failed', stored ? 'record-differs' : 'record-missing');
    } else {
      steps.add('issuer', 'unknown', 'issuer-elsewhere');
    }
    return steps.finish(asOpenBadge(credential), null);
  }

  async function verifySigned(read: ReadVcJwt, steps: Steps): Promise<Verification> {
    const { header, credential, claims } = read;
    const found = asOpenBadge(credential);
    const keyId = typeof header['kid'] === 'string' ? addresses.parseKey(header['kid']) : null;
    // Ours to judge when it says so anywhere: a name changed in one place must not turn "not valid" into "unknown".
    if (!keyId && !isIssuedHere(credential)) {
      steps.add('issuer', 'unknown', 'issuer-elsewhere');
      return steps.finish(found, null);
    }

    const issuerId = addresses.parseIssuerDid(readIssuerId(credential));
    const issuer = issuerId ? await issuers.findPublic(issuerId) : null;
    if (!steps.check('issuer', issuer !== null, 'issuer-known', 'issuer-unknown')) {
      return steps.finish(found, null);
    }
    if (
      !steps.check('format', found !== null && isOurHeader(header), 'format-complete', 'format-incomplete')
    ) {
      return steps.finish(found, null);
    }
    if (found && !hasMatchingClaims(found, claims)) {
      steps.list.pop();
      steps.add('format', 'failed', 'claims-differ');
      return steps.finish(found, null);
    }

    const key = keyId ? await keys.findPublic(keyId) : null;
    if (!key) {
      steps.add('key', 'failed', 'key-unknown');
      return steps.finish(found, null);
    }
    if (!steps.check('key', key.issuerId === issuerId, 'key-of-issuer', 'key-of-another')) {
      return steps.finish(found, null);
    }
    const isSigned = await hasValidSignature(read.jwt, key.publicJwk);
    if (!steps.check('signature', isSigned, 'signature-holds', 'signature-broken')) {
      return steps.finish(found, null);
    }

    const record = await findRecord(read, steps);
    if (found) checkValidity(found, now(), steps);
    return steps.finish(found, record);
  }

  /** Nothing can be revoked yet without its record changing, so a record that stands is the status. */
  async function findRecord(read: ReadVcJwt, steps: Steps): Promise<Credential | null> {
    const id = addresses.parseCredential(String(read.credential['id']));
    const stored = id && isCredentialId(id) ? await credentials.findPublic(id) : null;
    if (!stored) {
      steps.add('record', 'failed', 'record-missing');
      return null;
    }
    if (!steps.check('record', stored.jwt === read.jwt, 'record-same', 'record-differs')) return null;
    steps.add('status', 'passed', 'not-revoked');
    return stored;
  }

  function isIssuedHere(credential: JsonObject): boolean {
    const id = typeof credential['id'] === 'string' ? credential['id'] : '';
    return (
      addresses.parseCredential(id) !== null || addresses.parseIssuerDid(readIssuerId(credential)) !== null
    );
  }

  return { verifyText, verifyShared, verifyStored };
}

function checkValidity(found: OpenBadgeCredential, at: Date, steps: Steps): void {
  if (Date.parse(found.validFrom) > at.getTime()) steps.add('validity', 'failed', 'not-yet-valid');
  else if (found.validUntil !== undefined && Date.parse(found.validUntil) < at.getTime())
    steps.add('validity', 'failed', 'expired');
  else steps.add('validity', 'passed', 'within-dates');
}

/** The issuer is an address or an object with one. */
function readIssuerId(credential: JsonObject): string {
  const issuer = credential['issuer'];
  if (typeof issuer === 'string') return issuer;
  if (typeof issuer === 'object' && issuer !== null && 'id' in issuer && typeof issuer.id === 'string') {
    return issuer.id;
  }
  return '';
}

function asOpenBadge(credential: JsonObject): OpenBadgeCredential | null {
  return listSchemaProblems(credential).length === 0 ? (credential as unknown as OpenBadgeCredential) : null;
}
