/**
 * What a learner lets the page of a credential show beside what was signed: name, results, evidence.
 *
 * @module
 */
import type { AchievedResult, EvidenceItem } from '../../credentials/claims.js';
import type { ShownExtras } from '../../credentials/shown-extras.js';
import { parseUrl } from '../../http/parse-url.js';
import type { Translate } from '../../language/translate.js';
import { parseProse, type Block } from './prose.js';

export interface PresentedExtras {
  readonly holderName: string | null;
  readonly results: readonly { readonly name: string; readonly text: string }[];
  readonly evidence: readonly {
    readonly name: string;
    /** Https only, else null. */
    readonly url: string | null;
    readonly about: string | null;
    readonly narrative: readonly Block[];
  }[];
}

export function presentExtras({ holderName, results, evidence }: ShownExtras, t: Translate): PresentedExtras {
  return {
    holderName,
    results: results.map((result) => ({ name: result.name, text: describeResult(result, t) })),
    evidence: evidence.map(presentEvidence),
  };
}

/** `8,5 (van 10; nodig was 5,5)`; a status in words. */
function describeResult({ value, valueMax, requiredValue }: AchievedResult, t: Translate): string {
  if (value === 'Completed' || value === 'Failed') return t(`credential.result.${value}`);
  const notes = [
    valueMax === undefined ? null : t('credential.result.of', { max: valueMax }),
    requiredValue === undefined ? null : t('credential.result.required', { least: requiredValue }),
  ].filter((one) => one !== null);
  return notes.length === 0 ? value : `${value} (${notes.join('; ')})`;
}

function presentEvidence({ name, url, description, narrative, genre }: EvidenceItem) {
  const isLink = url !== undefined && parseUrl(url)?.protocol === 'https:';
  return {
    name,
    url: isLink ? new URL(url).href : null,
    about: [genre, description].filter(Boolean).join(': ') || null,
    narrative: parseProse(narrative ?? ''),
  };
}
