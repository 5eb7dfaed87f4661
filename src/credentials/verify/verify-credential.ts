/**
 * Verifying whatever somebody pasted, dropped or sent the address of.
 *
 * Ours is judged from our own records, and nothing is fetched for it. Anybody else's Open Badges 3.0 or 2.0 is judged by its own
 * documents, read from its issuer's site. What could not be checked is unknown; valid is never the default.
 * Steps and their order: OB 3.0 §9; each form has a file of its own (verify-own.ts, verify-ob3.ts, verify-ob2.ts).
 *
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import type { GuardedFetch } from '../../http/guarded-fetch.js';
import { isUrl } from '../../http/parse-url.js';
import type { Credential, IssuedBytes } from '../credential.js';
import { isCredentialId } from '../credential-id.js';
import { buildAssertion } from '../ob2/build-ob2.js';
import type { OpenBadgeCredential } from '../open-badge.js';
import { readOpenBadge } from '../read-issued.js';
import { readVcJwt } from '../verify-vc-jwt.js';
import { readOb3Content, type CredentialContent } from './content.js';
import { openDocuments } from './fetch-documents.js';
import { asText, hasType, readId, readJsonObject, type JsonObject } from './json.js';
import {
  MOST_FILE_BYTES,
  readCredentialBytes,
  readCredentialText,
  type CredentialInput,
} from './read-input.js';
import { LONGEST_IDENTIFIER } from './recipient.js';
import { findProof } from './signatures.js';
import {
  fail,
  pass,
  Steps,
  summariseSteps,
  unsure,
  type VerificationAnswer,
  type VerificationReason,
  type VerificationStep,
} from './verification.js';
import { failRevoked, verifyAssertion } from './verify-ob2.js';
import { verifyEmbedded, verifyVcJwt, type Question } from './verify-ob3.js';
import { createOwnVerifier, type OwnFinding, type OwnVerifierDeps } from './verify-own.js';

export interface Verification {
  readonly answer: VerificationAnswer;
  readonly steps: readonly VerificationStep[];
  /** What was inside, in few words; shown as what it says, not as true. */
  readonly content: CredentialContent | null;
  /** The whole of one of ours that passed our schema. */
  readonly openBadge: OpenBadgeCredential | null;
  /** Our record of it, when the bytes are the newest of ours. */
  readonly credential: Credential | null;
}

export interface VerifierDeps extends OwnVerifierDeps {
  /** For addresses that strangers chose: it reaches the public internet alone. */
  readonly fetch: GuardedFetch;
  /** Origins that are this tool; never fetched. */
  readonly ownOrigins: readonly string[];
  readonly now: () => Date;
}

export interface VerifyOptions {
  /** A name, an e-mail address or another identifier that it should have been issued to. */
  readonly recipient?: string | null;
}

export type Verifier = ReturnType<typeof createVerifier>;

const NONE = { content: null, openBadge: null, credential: null } as const;

export function createVerifier(deps: VerifierDeps) {
  const { credentials, addresses, fetch, ownOrigins, now } = deps;
  const own = createOwnVerifier(deps);

  /** Whatever somebody pasted: an address, JSON, a compact text, the source of a picture. */
  function verifyText(text: string, options: VerifyOptions = {}): Promise<Verification> {
    return verifyInput(readCredentialText(text), ask(options));
  }

  /** A file. */
  function verifyBytes(bytes: Buffer, options: VerifyOptions = {}): Promise<Verification> {
    return verifyInput(readCredentialBytes(bytes), ask(options));
  }

  /** One that its holder shares, by its id. Not shared and unknown look the same here: nothing was checked. */
  async function verifyShared(credentialId: string, options: VerifyOptions = {}): Promise<Verification> {
    const stored = isCredentialId(credentialId) ? await credentials.findPublic(credentialId) : null;
    if (!stored?.isShared) return conclude(new Steps());
    return verifyStored(stored, options);
  }

  /** A record of ours, looked at as a stranger would look at its bytes. */
  async function verifyStored(
    stored: Pick<Credential, 'jwt'>,
    options: VerifyOptions = {},
  ): Promise<Verification> {
    const steps = new Steps();
    const read = readVcJwt(stored.jwt);
    if (!read) return stop(steps, 'not-readable');
    steps.add('read', pass('readable'));
    return concludeOwn(steps, await own.verifyJwt(read, steps, ask(options)));
  }

  function ask({ recipient }: VerifyOptions): Question {
    const asked = recipient?.trim().slice(0, LONGEST_IDENTIFIER);
    return { documents: openDocuments(fetch), recipient: asked ? asked : null, now: now() };
  }

  async function verifyInput(
    input: CredentialInput,
    question: Question,
    isFetched = false,
  ): Promise<Verification> {
    const steps = new Steps();
    if (input.kind === 'nothing') return stop(steps, input.reason);
    // One address leads to a credential, never to another address.
    if (input.kind === 'address') {
      return isFetched ? stop(steps, 'nothing-inside') : verifyAddress(input.address, question, steps);
    }
    steps.add('read', pass('readable'));
    if (input.kind === 'vc-jwt') {
      const { read } = input;
      if (own.isOurs(read.credential, asText(read.header['kid']))) {
        return concludeOwn(steps, await own.verifyJwt(read, steps, question));
      }
      return conclude(steps, await verifyVcJwt(read, steps, question));
    }
    if (input.kind === 'credential') {
      const { credential } = input;
      const method = readId(findProof(credential)?.['verificationMethod']);
      if (own.isOurs(credential, method)) {
        return concludeOwn(steps, await own.verifyProof(credential, steps, question));
      }
      return conclude(steps, await verifyEmbedded(credential, steps, question));
    }
    const { assertion, signed } = input;
    const ownId = readOwnId(readId(assertion) ?? '');
    if (ownId !== null && !signed) return verifyHostedHere(ownId, assertion, question, steps);
    return conclude(steps, await verifyAssertion(assertion, signed, steps, question));
  }

  async function verifyAddress(address: string, question: Question, steps: Steps): Promise<Verification> {
    const credentialId = readOwnId(address);
    if (credentialId !== null) return verifyShared(credentialId, { recipient: question.recipient });
    if (ownOrigins.includes(new URL(address).origin)) return stop(steps, 'address-not-found');
    const read = await question.documents.readBytes(address, MOST_FILE_BYTES);
    switch (read.kind) {
      case 'bytes':
        return verifyInput(readCredentialBytes(read.bytes), question, true);
      case 'gone':
        return concludeGone(steps, read.bytes);
      case 'not-found':
        return stop(steps, 'address-not-found');
      case 'unreachable':
        return stop(steps, read.isRefused ? 'address-refused' : 'address-unreachable');
    }
  }

  /** The id in an address of a page, a file or a hosted assertion of ours. */
  function readOwnId(address: string): string | null {
    if (!isUrl(address)) return null;
    const { origin, pathname } = new URL(address);
    if (!ownOrigins.includes(origin)) return null;
    return /^\/(?:credentials|ob2\/assertions)\/([\w-]+)(?:\.[a-z]+)?\/?$/.exec(pathname)?.[1] ?? null;
  }

  /** A hosted assertion of ours: the same record stands behind it, and whoever has its file may ask about it. */
  async function verifyHostedHere(
    credentialId: string,
    assertion: JsonObject,
    question: Question,
    steps: Steps,
  ): Promise<Verification> {
    const stored = isCredentialId(credentialId) ? await credentials.findPublic(credentialId) : null;
    if (!stored) {
      steps.add('status', fail('record-missing'));
      return conclude(steps);
    }
    const isOf = (bytes: IssuedBytes) => isDeepStrictEqual(buildOwnAssertion(stored, bytes), assertion);
    const isNewest = isOf(stored);
    if (!isNewest && !stored.earlier.some(isOf)) {
      steps.add('signature', fail('hosted-differs'));
      return conclude(steps);
    }
    const read = readVcJwt(stored.jwt);
    if (!read) return stop(steps, 'not-readable');
    // OB 2.0: a copy tells the address alone, and what stands there now counts; that it was otherwise is said.
    const finding = await own.verifyJwt(read, steps, question);
    if (!isNewest && stored.state === 'valid') steps.add('status', pass('renewed'));
    return concludeOwn(steps, finding);
  }

  /** As it stood at its address while these were its newest bytes. */
  function buildOwnAssertion(stored: Credential, bytes: IssuedBytes): unknown {
    const facts = { ...stored, credentialId: stored.id, openBadge: readOpenBadge(bytes) };
    return JSON.parse(JSON.stringify(buildAssertion(facts, addresses)));
  }

  return { verifyText, verifyBytes, verifyShared, verifyStored };
}

function stop(steps: Steps, reason: VerificationReason): Verification {
  // Nothing that could be right or wrong: a link elsewhere, half a file, something else altogether.
  steps.add('read', unsure(reason));
  return conclude(steps);
}

/** OB 2.0 §"Revoking Hosted Assertions": gone is revoked, whether or not there is a body that says so. */
function concludeGone(steps: Steps, bytes: Buffer): Verification {
  const read = readJsonObject(bytes);
  const isAssertion =
    read.kind === 'object' && (read.object['revoked'] === true || hasType(read.object, 'Assertion'));
  if (isAssertion) steps.add('read', pass('readable'));
  // Without such a body it may have been anything, so no issuer is said to have done it.
  steps.add('status', isAssertion ? failRevoked(read.object) : fail('address-gone'));
  return conclude(steps);
}

function conclude(steps: Steps, content: CredentialContent | null = null): Verification {
  const list = steps.list();
  return { ...NONE, answer: summariseSteps(list), steps: list, content };
}

function concludeOwn(steps: Steps, { openBadge, credential }: OwnFinding): Verification {
  const content = openBadge && readOb3Content(openBadge as unknown as Readonly<Record<string, unknown>>);
  return { ...conclude(steps, content), openBadge, credential };
}
