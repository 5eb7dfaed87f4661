/**
 * From the JSON of a credential to the bytes that are handed out: checked first, then signed in both forms.
 *
 * The two forms are separate documents of the same claims, with one id and one status; neither contains the other. A
 * credential that does not pass its schema, or JSON-LD safe mode, is signed in neither.
 *
 * It runs off the path of requests: in a round's job, or behind a student's page, which shows the credential when it is there
 * within half a second and needs it in no case (awarding/learner-check.ts). Once a badge class's shape is compiled, both signatures take less than a millisecond, a small part of what is
 * spent on storing; the general way, 10 ms and more of one thread, is taken by a shape's first credential only
 * and leaves the thread where a worker for it runs (json-ld/canonicalizing-thread.ts). The private keys never leave it.
 *
 * @module
 */
import type { CredentialAddresses } from './addresses.js';
import type { IssuedBytes } from './credential.js';
import { createProof } from './data-integrity.js';
import { nameMethod } from './did-document.js';
import type { SigningKeys } from './issuer-keys.js';
import type { Canonicalize, JsonLdDocument } from './json-ld/canonicalize.js';
import { assertOpenBadge } from './open-badge-schema.js';
import type { OpenBadgeCredential } from './open-badge.js';
import { addMembers, signVcJwt } from './vc-jwt.js';

export interface SigningTools {
  readonly keys: SigningKeys;
  readonly addresses: Pick<CredentialAddresses, 'key'>;
  readonly canonicalize: Canonicalize;
}

/**
 * @throws {AppError} `credential_invalid` - it does not pass its schema
 * @throws {AppError} `json_ld_unsafe` - a member would be left out of the proof
 */
export async function signOpenBadge(
  openBadge: OpenBadgeCredential,
  { keys, addresses, canonicalize }: SigningTools,
): Promise<Pick<IssuedBytes, 'kid' | 'jwt' | 'proofKid' | 'json'>> {
  assertOpenBadge(openBadge);
  const proof = await createProof(openBadge as unknown as JsonLdDocument, {
    privateKey: keys.proof.privateKey,
    verificationMethod: nameMethod(openBadge.issuer.id, keys.proof.kid),
    created: openBadge.validFrom,
    canonicalize,
  });
  const json = JSON.stringify(openBadge);
  return {
    kid: keys.jwt.kid,
    jwt: await signVcJwt(openBadge, addresses.key(keys.jwt.kid), keys.jwt.privateKey, json),
    proofKid: keys.proof.kid,
    json: addMembers(json, { proof: [proof] }),
  };
}
