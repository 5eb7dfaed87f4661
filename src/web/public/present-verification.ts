/**
 * A verification as a page shows it: the answer first, then its steps.
 *
 * @module
 */
import type { OpenBadgeCredential } from '../../credentials/open-badge.js';
import type { Verification } from '../../credentials/verify/verify-credential.js';
import type { StepVerdict, VerificationAnswer } from '../../credentials/verify/verification.js';
import type { Formats } from '../../language/format.js';
import type { Translate } from '../../language/translate.js';

interface Look {
  /** A class of the style sheet. */
  readonly meaning: string;
  readonly icon: string;
}

export interface PresentedStep extends Look {
  readonly name: string;
  readonly verdict: string;
  /** Null where the verdict says it all. */
  readonly sentence: string | null;
}

export interface PresentedVerification extends Look {
  readonly answer: VerificationAnswer;
  readonly title: string;
  /** What it means for the reader; null when there was nothing that could mean anything. */
  readonly sentence: string | null;
  /** The step that decided, when one failed. */
  readonly because: string | null;
  /** For the line on a credential's own page. */
  readonly seal: string;
  readonly steps: readonly PresentedStep[];
}

const ANSWER_LOOKS: Readonly<Record<VerificationAnswer, Look>> = {
  valid: { meaning: 'is-earned', icon: 'shield' },
  'not-valid': { meaning: 'is-stopped', icon: 'stop' },
  unknown: { meaning: 'is-needs', icon: 'warning' },
};

const STEP_LOOKS: Readonly<Record<StepVerdict, Look>> = {
  passed: { meaning: 'is-met', icon: 'check' },
  failed: { meaning: 'is-stopped', icon: 'stop' },
  unknown: { meaning: 'is-unknown', icon: 'minus' },
};

export function presentVerification({ answer, steps }: Verification, t: Translate): PresentedVerification {
  const deciding = steps.find(({ verdict }) => verdict === 'failed') ?? steps.find(isTelling);
  const hasLooked = steps.some(({ reason }) => reason !== 'not-checked');
  return {
    ...ANSWER_LOOKS[answer],
    answer,
    title: t(`verify.answer.${answer}`),
    sentence:
      deciding?.name === 'read'
        ? null
        : t(hasLooked ? `verify.meaning.${answer}` : 'verify.meaning.not-shared'),
    because: answer === 'valid' || !deciding ? null : t(`verification.${deciding.reason}`),
    seal: t(`seal.${answer}`),
    steps: hasLooked
      ? steps.map(({ name, verdict, reason }) => ({
          ...STEP_LOOKS[verdict],
          name: t(`step.${name}`),
          verdict: t(`verdict.${verdict}`),
          sentence: reason === 'not-checked' ? null : t(`verification.${reason}`),
        }))
      : [],
  };
}

/** A step that was looked at without an answer, as with a credential of somebody else. */
function isTelling({ verdict, reason }: Verification['steps'][number]): boolean {
  return verdict === 'unknown' && reason !== 'not-checked';
}

export interface PresentedContent {
  readonly title: string;
  readonly issuer: string;
  readonly awardedOn: string;
  readonly language: string;
}

/** What stands inside, for the page that verifies any text. */
export function presentContent(found: OpenBadgeCredential, formats: Formats): PresentedContent {
  return {
    title: found.credentialSubject.achievement.name,
    issuer: found.issuer.name,
    awardedOn: formats.date(new Date(found.awardedDate)),
    language: found.credentialSubject.achievement.inLanguage,
  };
}
