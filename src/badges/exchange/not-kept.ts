/**
 * What an import cannot keep: listed for whoever imports, before anything is saved.
 *
 * @module
 */

export type NotKeptReason =
  /** A member that has no place in a badge class here. */
  | 'unknown-member'
  /** A word that is none of ours. */
  | 'unknown-word'
  /** It becomes another value: both are told. */
  | 'changed'
  /** Not of the kind that belongs there, or too long. */
  | 'unusable'
  /** A picture at an address elsewhere: it has to be uploaded by hand. */
  | 'picture-elsewhere'
  /** It is issued by somebody else; here an issuer of the own institution does. */
  | 'other-issuer'
  /** An endorsement is a statement of its own, signed by somebody else. */
  | 'endorsement'
  /** The document names no variant of ours: one was chosen by what else it says. */
  | 'variant-guessed'
  /** It names no language of ours: the institution's was taken. */
  | 'language-guessed'
  /** It has credits without saying which: EC were taken. */
  | 'unit-guessed';

export interface NotKept {
  readonly reason: NotKeptReason;
  /** Where in the document: `alignment[2].targetType`. */
  readonly where: string;
  /** What stood there, shortened. */
  readonly what: string;
}

/** What stood there, as a line that fits in a list. */
export function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
