/**
 * Where credentials of one badge class version differ from each other: the holes in their common shape.
 *
 * @module
 */
import type { OpenBadgeCredential } from '../open-badge.js';
import type { JsonLdDocument } from './canonicalize.js';
import type { HoleKind } from './compile-shape.js';

type Put = (kind: HoleKind, value: string) => string;
/** A hole that is no text is noted, and makes the whole document one of another kind. */
type PutText = (kind: HoleKind, value: unknown) => string;

/**
 * The document with holes where something of its own may stand.
 *
 * @param put - is called for each hole, and gives what stands there instead
 * @returns null for a document of another kind
 */
export function punchHoles(document: JsonLdDocument, put: Put): JsonLdDocument | null {
  const { type } = document;
  if (type === 'DataIntegrityProof') return punchProofOptions(document, put);
  if (!Array.isArray(type) || !type.includes('OpenBadgeCredential')) return null;
  const badge = document as unknown as OpenBadgeCredential;
  if (!hasOwnShape(badge)) return null;
  let isText = true;
  const punched = punchCredential(badge, (kind, value) => {
    if (typeof value === 'string') return put(kind, value);
    isText = false;
    return '';
  });
  return isText ? (punched as unknown as JsonLdDocument) : null;
}

/** JSON-LD reads one thing and a list of one alike, and a text for a thing; here each is walked as ours are. */
function hasOwnShape({
  credentialSubject: subject,
  credentialStatus: status,
  evidence,
}: OpenBadgeCredential) {
  const isThing = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const isList = (value: unknown) => value === undefined || (Array.isArray(value) && value.every(isThing));
  return (
    isThing(subject) &&
    isList(subject.identifier) &&
    isList(subject.result) &&
    isList(evidence) &&
    (status === undefined || isThing(status))
  );
}

function punchProofOptions(options: JsonLdDocument, put: Put): JsonLdDocument | null {
  const { created } = options;
  return typeof created === 'string' ? { ...options, created: put('text', created) } : null;
}

/** Every hole put through `put`, in a fixed order. */
function punchCredential(badge: OpenBadgeCredential, put: PutText): OpenBadgeCredential {
  const { credentialSubject: subject, credentialStatus: status } = badge;
  return {
    ...badge,
    id: put('address', badge.id),
    validFrom: put('text', badge.validFrom),
    ...(badge.validUntil !== undefined && { validUntil: put('text', badge.validUntil) }),
    awardedDate: put('text', badge.awardedDate),
    credentialSubject: {
      ...subject,
      id: put('address', subject.id),
      ...(subject.identifier && {
        identifier: subject.identifier.map((identity) => ({
          ...identity,
          identityHash: put('text', identity.identityHash),
          salt: put('text', identity.salt),
        })),
      }),
      ...(subject.result && {
        result: subject.result.map((result) => ({
          ...result,
          ...(result.value !== undefined && { value: put('text', result.value) }),
        })),
      }),
    },
    ...(badge.evidence && {
      evidence: badge.evidence.map((item) => ({
        ...item,
        ...(item.id !== undefined && { id: put('address', item.id) }),
        name: put('text', item.name),
        ...(item.description !== undefined && { description: put('text', item.description) }),
        ...(item.narrative !== undefined && { narrative: put('text', item.narrative) }),
      })),
    }),
    ...(status && {
      credentialStatus: {
        ...status,
        id: put('address', status.id),
        statusListIndex: put('text', status.statusListIndex),
      },
    }),
  };
}
