/**
 * Whether a credential was issued to the name, e-mail address or other identifier that somebody typed.
 *
 * Hashed with a salt, hashed without, or plain; as it was typed, in lower case, and in one form of spaces and letters. The answer
 * is yes or no and tells nothing to who does not know it already.
 * Source: OB 3.0 IdentityObject; OB 2.0 IdentityObject (§5.3), whose hashes are `sha256$…` and, in old badges, `md5$…`.
 *
 * @module
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { asList, asText, isObject, type JsonObject } from './json.js';
import { fail, pass, unsure, type Finding, type VerificationReason } from './verification.js';

/** Characters; longer than any name or address. */
export const LONGEST_IDENTIFIER = 320;

interface Identifier {
  readonly kind: 'name' | 'email' | 'other';
  readonly text: string;
  readonly isHashed: boolean;
  readonly salt: string;
}

const REASONS: Readonly<Record<Identifier['kind'], VerificationReason>> = {
  name: 'recipient-name',
  email: 'recipient-email',
  other: 'recipient-other',
};

/** @param asked - null when nobody asked */
export function checkOb3Recipient(subject: JsonObject, asked: string | null): Finding {
  const identities = asList(subject['identifier'])
    .filter(isObject)
    .map((one) => toIdentifier(one['identityType'], one['identityHash'], one['hashed'], one['salt']));
  const id = asText(subject['id']);
  const own = id?.startsWith('mailto:')
    ? toIdentifier('emailAddress', decodeMailto(id), false, '')
    : // A DID or an address may be known too; a random URN is nobody's.
      toIdentifier('other', id?.startsWith('urn:uuid:') ? undefined : id, false, '');
  return judge([...identities, own], asked);
}

export function checkOb2Recipient(assertion: JsonObject, asked: string | null): Finding {
  const recipient = assertion['recipient'];
  if (!isObject(recipient)) return judge([], asked);
  const { type, identity, hashed, salt } = recipient;
  return judge([toIdentifier(type, identity, hashed, salt)], asked);
}

function toIdentifier(type: unknown, text: unknown, hashed: unknown, salt: unknown): Identifier | null {
  if (typeof text !== 'string' || text === '' || text.length > 2_000) return null;
  const kind = type === 'email' || type === 'emailAddress' ? 'email' : type === 'name' ? 'name' : 'other';
  // Some leave the word out and write a hash all the same.
  const isHashed = hashed === true || /^(?:sha256|md5)\$/i.test(text);
  return { kind, text, isHashed, salt: asText(salt)?.slice(0, 1_000) ?? '' };
}

function judge(identifiers: readonly (Identifier | null)[], asked: string | null): Finding {
  if (asked === null) return unsure('recipient-not-asked');
  const known = identifiers.filter((one) => one !== null);
  if (known.length === 0) return unsure('recipient-absent');
  const guesses = listGuesses(asked.slice(0, LONGEST_IDENTIFIER));
  const match = known.find((one) => guesses.some((guess) => isMatch(one, guess)));
  return match ? pass(REASONS[match.kind]) : fail('recipient-differs');
}

function listGuesses(asked: string): readonly string[] {
  const trimmed = asked.trim();
  const even = trimmed.normalize('NFC').replace(/\s+/g, ' ');
  return [...new Set([trimmed, even, even.toLowerCase(), even.toUpperCase()])];
}

function isMatch({ text, isHashed, salt }: Identifier, guess: string): boolean {
  if (!isHashed) return isSame(text.trim().normalize('NFC').toLowerCase(), guess.toLowerCase());
  const [, algorithm = 'sha256', digest = ''] =
    /^(?:(sha256|md5)\$)?([0-9a-f]+)$/i.exec(text.toLowerCase()) ?? [];
  return isSame(
    digest,
    createHash(algorithm)
      .update(guess + salt, 'utf8')
      .digest('hex'),
  );
}

function decodeMailto(id: string): string {
  const address = id.slice('mailto:'.length).split('?')[0] ?? '';
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
