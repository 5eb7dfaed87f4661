/**
 * The outcome of a verification: a list of named steps, and one answer that follows from them.
 *
 * @module
 */

export const VERIFICATION_STEPS = [
  /** It is a credential that this tool can read. */
  'read',
  /** It has every member that a credential must have, and words mean what they should. */
  'schema',
  /** The bytes are as they were signed; for a hosted one: as they stand at its own address. */
  'signature',
  /** Who signed it is the issuer that it names, with a key that the issuer stands for. */
  'key',
  /** It has not been revoked or suspended, and is in the issuer's record where that is ours. */
  'status',
  /** Its time has come and has not passed. */
  'validity',
  /** It was issued to whom the reader asked about. */
  'recipient',
] as const;
export type VerificationStepName = (typeof VERIFICATION_STEPS)[number];

export type StepVerdict = 'passed' | 'failed' | 'unknown';

/** Stable codes; each has a sentence in the catalogue. */
export const VERIFICATION_REASONS = [
  'readable',
  'not-readable',
  'nothing-inside',
  'too-large',
  'too-deep',
  'unsigned-copy',
  'address-refused',
  'address-unreachable',
  'address-not-found',
  'address-gone',

  'format-complete',
  'format-incomplete',
  'schema-unknown',
  'claims-differ',
  'context-changed',
  'context-unknown',

  'signature-holds',
  'signature-broken',
  'signature-missing',
  'signature-kind-unknown',
  'members-hidden',
  'proof-expired',
  'proof-not-yet',
  'hosted-same',
  'hosted-differs',
  'hosted-missing',
  'hosted-unreachable',

  'key-of-issuer',
  'key-on-issuer-site',
  'key-unknown',
  'key-unbound',
  'key-of-another',
  'key-unreachable',
  'key-kind-unknown',
  'key-misused',
  'key-expired',
  'key-compromised',
  'key-compromised-maybe',
  'key-compromised-later',
  'issuer-differs',
  'issuer-hosts',
  'issuer-unknown',
  'issuer-unreachable',
  'issuer-unbound',
  'badge-unbound',
  'redirected',

  'not-revoked',
  'no-status',
  'revoked',
  'suspended',
  'renewed',
  'record-differs',
  'record-missing',
  'status-unreachable',
  'status-unsound',
  'status-kind-unknown',

  'within-dates',
  'not-yet-valid',
  'expired',

  'recipient-name',
  'recipient-email',
  'recipient-other',
  'recipient-differs',
  'recipient-absent',
  'recipient-not-asked',
  /** A step that an earlier one left nothing to look at. */
  'not-checked',
] as const;
export type VerificationReason = (typeof VERIFICATION_REASONS)[number];

export interface VerificationStep {
  readonly name: VerificationStepName;
  readonly verdict: StepVerdict;
  readonly reason: VerificationReason;
  /** What whoever decided it wrote with it, in one short line; to be shown as a quotation. */
  readonly told?: string;
}

export type VerificationAnswer = 'valid' | 'not-valid' | 'unknown';

/**
 * Valid is earned: every step there is, each passed. One that failed decides against everything else. Whose it is counts
 * only when somebody asked.
 */
export function summariseSteps(steps: readonly VerificationStep[]): VerificationAnswer {
  if (steps.some(({ verdict }) => verdict === 'failed')) return 'not-valid';
  const isEnough = (name: VerificationStepName) => {
    const step = steps.find((one) => one.name === name);
    return step?.verdict === 'passed' || step?.reason === 'recipient-not-asked';
  };
  return VERIFICATION_STEPS.every(isEnough) ? 'valid' : 'unknown';
}

/** What a step found: the verdict with its reason. */
export interface Finding {
  readonly verdict: StepVerdict;
  readonly reason: VerificationReason;
  readonly told?: string;
}

export const pass = (reason: VerificationReason): Finding => ({ verdict: 'passed', reason });
export const fail = (reason: VerificationReason): Finding => ({ verdict: 'failed', reason });
export const unsure = (reason: VerificationReason): Finding => ({ verdict: 'unknown', reason });

/** What the steps found so far, in any order; the last word on a step counts. */
export class Steps {
  readonly #findings = new Map<VerificationStepName, Finding>();

  /** @returns whether it passed, so that a check can stop where nothing is left to look at */
  add(name: VerificationStepName, finding: Finding): boolean {
    this.#findings.set(name, finding);
    return finding.verdict === 'passed';
  }

  /** Every step that was not reached says so, so that a reader sees what nobody looked at. */
  list(): readonly VerificationStep[] {
    return VERIFICATION_STEPS.map((name) => ({
      name,
      ...(this.#findings.get(name) ?? unsure('not-checked')),
    }));
  }
}
