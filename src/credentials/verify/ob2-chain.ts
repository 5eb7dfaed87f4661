/**
 * Who stands behind an Open Badges 2.0 assertion: its badge class and issuer, each as its own address says it.
 *
 * Anybody can write any issuer into a badge. So what stands inside proves nothing by itself: the document of an http(s) id is
 * read there, and one without such an id was told by nobody but whoever wrote the badge. One exception, which the standard
 * makes: a signed assertion may carry its badge class inside, as the issuer's signature covers it.
 * Source: OB 2.0 §BadgeClass (`id`), §VerificationObject (`allowedOrigins`, `startsWith`), §HostedBadge Verification.
 *
 * @module
 */
import { isUrl } from '../../http/parse-url.js';
import { isSameSite, type Documents } from './fetch-documents.js';
import { asList, asText, isObject, readId, type JsonObject } from './json.js';
import { passesOb2Schema, type Ob2Part } from './ob2-schema.js';
import { unsure, type Finding } from './verification.js';

/** A badge class or an issuer. */
export interface ChainPart {
  /** What its address says of it; else what the badge says, to be shown as a claim. */
  readonly object: JsonObject | null;
  /** Its own address, where it was read; null: it was not. */
  readonly address: string | null;
  /** Why what its address says could not be had; null: it was, or it has none. */
  readonly trouble: Finding | null;
}

export interface Chain {
  readonly badgeClass: ChainPart;
  readonly issuer: ChainPart;
  /** Why nobody can tell who issued it. */
  readonly trouble: Finding | null;
  /** What was read has all that it must have. */
  readonly isComplete: boolean;
}

/** @param isSigned - the assertion came in a signature, which covers what stands inside it */
export async function readChain(
  assertion: JsonObject,
  isSigned: boolean,
  documents: Documents,
): Promise<Chain> {
  const badgeClass = await readPart(assertion['badge'], documents);
  const issuer = await readPart(badgeClass.object?.['issuer'], documents);
  const trouble = findTrouble(badgeClass, issuer, isSigned);
  const isPartComplete = (part: Ob2Part, { object, address }: ChainPart): boolean =>
    // Of what nobody but the badge tells there is nothing to judge, but for a badge class that was signed along.
    object === null ||
    (address === null && trouble !== null) ||
    passesOb2Schema(part, address === null ? withContextOf(assertion, object) : object, assertion);
  const isComplete = isPartComplete('badgeClass', badgeClass) && isPartComplete('issuer', issuer);
  return { badgeClass, issuer, trouble, isComplete };
}

function findTrouble(badgeClass: ChainPart, issuer: ChainPart, isSigned: boolean): Finding | null {
  const unread = badgeClass.trouble ?? issuer.trouble;
  if (unread) return unread;
  if (badgeClass.address === null && !isSigned) return unsure('badge-unbound');
  return issuer.address === null ? unsure('issuer-unbound') : null;
}

async function readPart(value: unknown, documents: Documents): Promise<ChainPart> {
  const inside = isObject(value) ? value : null;
  const id = readId(value);
  if (id === null || !isAddress(id)) return { object: inside, address: null, trouble: null };
  const first = await readOwn(id, documents);
  if (!first.object) return { object: inside, address: null, trouble: first.trouble };
  const own = readId(first.object) ?? id; // those of 1.0 have no id but their address
  if (own === id) return { object: first.object, address: id, trouble: null };
  // It calls itself otherwise (another spelling, or another altogether): what counts is what that address says of itself.
  const second = isAddress(own) ? (await readOwn(own, documents)).object : null;
  return second && readId(second) === own
    ? { object: second, address: own, trouble: null }
    : { object: first.object, address: null, trouble: null };
}

type OwnWords =
  | { readonly object: JsonObject; readonly trouble: null }
  | { readonly object: null; readonly trouble: Finding };

/** What an address says of itself. Another site that it leads on to speaks for itself alone: many sites lead anywhere. */
export async function readOwn(address: string, documents: Documents): Promise<OwnWords> {
  const read = await documents.read(address);
  if (read.kind !== 'json' || read.status === 410)
    return { object: null, trouble: unsure('issuer-unreachable') };
  if (!isSameSite(address, read.address)) return { object: null, trouble: unsure('redirected') };
  return { object: read.object, trouble: null };
}

export function isAddress(id: string): boolean {
  return /^https?:\/\//i.test(id) && isUrl(id);
}

/** Inside another document its context holds. */
function withContextOf(around: JsonObject, inside: JsonObject): JsonObject {
  return { '@context': around['@context'], ...inside };
}

/**
 * Whether the issuer lets this address host what it issues: by the rules in its own document, all that it gives; without any,
 * on its own site.
 */
export function mayHost(issuer: JsonObject, issuerAddress: string, address: string): boolean {
  const rule = isObject(issuer['verification']) ? issuer['verification'] : {};
  const starts = asList(rule['startsWith']).flatMap((one) => asText(one) ?? []);
  const origins = asList(rule['allowedOrigins']).flatMap((one) => asText(one) ?? []);
  const { origin, host } = new URL(address);
  if (starts.length > 0 && !starts.some((start) => isBelow(address, start))) return false;
  if (origins.length > 0) return origins.includes(host) || origins.includes(origin);
  return starts.length > 0 || isSameOrigin(address, issuerAddress);
}

/** `startsWith` is about assertions; a badge class may stand on the issuer's own site all the same. */
export function mayHostBadgeClass({ badgeClass, issuer }: Chain): boolean {
  if (badgeClass.address === null) return true;
  if (!issuer.object || issuer.address === null) return false;
  return (
    isSameOrigin(badgeClass.address, issuer.address) ||
    mayHost(issuer.object, issuer.address, badgeClass.address)
  );
}

function isSameOrigin(one: string, other: string): boolean {
  return new URL(one).origin === new URL(other).origin;
}

/** As addresses, so that `https://school.example` is no beginning of `https://school.example.evil`. */
function isBelow(address: string, start: string): boolean {
  return (
    isUrl(start) && isSameOrigin(address, start) && new URL(address).href.startsWith(new URL(start).href)
  );
}
