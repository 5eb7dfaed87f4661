/**
 * The outcome of a verification: a list of named steps, and one answer that follows from them.
 *
 * @module
 */

export const VERIFICATION_STEPS = [
  /** It is a credential that this tool can read. */
  'read',
  /** Whose it says it is, and that this organisation is known here. */
  'issuer',
  /** It has every member that a credential must have, and the claims around it repeat them. */
  'format',
  /** The key it names belongs to the issuer it names. */
  'key',
  /** The bytes are as they were signed. */
  'signature',
  /** Our own record holds the same bytes under the same id. */
  'record',
  /** It has not been revoked. */
  'status',
  /** Its time has come and has not passed. */
  'validity',
] as const;
export type VerificationStepName = (typeof VERIFICATION_STEPS)[number];

export type StepVerdict = 'passed' | 'failed' | 'unknown';

/** Stable codes; each has a sentence in the catalogue. */
export const VERIFICATION_REASONS = [
  'readable',
  'not-readable',
  'too-large',
  'unsigned-copy',
  'issuer-known',
  'issuer-elsewhere',
  'issuer-unknown',
  'format-complete',
  'format-incomplete',
  'claims-differ',
  'key-of-issuer',
  'key-unknown',
  'key-of-another',
  'signature-holds',
  'signature-broken',
  'record-same',
  'record-differs',
  'record-missing',
  'not-revoked',
  'within-dates',
  'not-yet-valid',
  'expired',
  /** A step that an earlier one left nothing to look at. */
  'not-checked',
] as const;
export type VerificationReason = (typeof VERIFICATION_REASONS)[number];

export interface VerificationStep {
  readonly name: VerificationStepName;
  readonly verdict: StepVerdict;
  readonly reason: VerificationReason;
}

export type VerificationAnswer = 'valid' | 'not-valid' | 'unknown';

/** Valid is earned: every step there is, each passed. One that failed decides against everything else. */
export function summariseSteps(steps: readonly VerificationStep[]): VerificationAnswer {
  if (steps.some(({ verdict }) => verdict === 'failed')) return 'not-valid';
  const passed = new Set(steps.filter(({ verdict }) => verdict === 'passed').map(({ name }) => name));
  const isComplete = VERIFICATION_STEPS.every((name) => passed.has(name));
  return isComplete && passed.size === steps.length ? 'valid' : 'unknown';
}
