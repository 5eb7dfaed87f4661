/**
 * The keys of an issuer as its page in the console shows them: newest first.
 *
 * @module
 */
import type { IssuerKey } from '../../../credentials/credential.js';
import type { TextKey } from '../../../language/catalogue/index.js';
import { createFormats } from '../../../language/format.js';
import { formatDay } from '../../../language/local-day.js';
import type { Language } from '../../../language/local-text.js';

export interface ShownKey {
  readonly kid: string;
  readonly kind: TextKey;
  readonly since: string;
  /** Null while it signs. */
  readonly until: string | null;
  /** Null while it is safe. */
  readonly compromisedFrom: string | null;
  /** The first day that may be chosen. */
  readonly firstDay: string;
}

export function presentIssuerKeys(
  keys: readonly Omit<IssuerKey, 'sealedPrivateKey'>[],
  language: Language,
): ShownKey[] {
  const { date } = createFormats(language);
  return [...keys].reverse().map(({ kid, algorithm, createdAt, retiredAt, compromisedAt }) => ({
    kid,
    kind: `console.keys.kind.${algorithm}`,
    since: date(createdAt),
    until: retiredAt && date(retiredAt),
    compromisedFrom: compromisedAt && date(compromisedAt),
    firstDay: formatDay(createdAt),
  }));
}
