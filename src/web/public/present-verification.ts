/**
 * A verification as a page shows it: the answer first, then its steps.
 *
 * @module
 */
import type { CredentialContent } from '../../credentials/verify/content.js';
import type { Verification } from '../../credentials/verify/verify-credential.js';
import type {
  StepVerdict,
  VerificationAnswer,
  VerificationStep,
} from '../../credentials/verify/verification.js';
import type { Formats } from '../../language/format.js';
import type { Translate } from '../../language/translate.js';
import { parseProse, type Block } from './prose.js';

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
  /** None where there was nothing that could be read: the answer says why. */
  readonly steps: readonly PresentedStep[];
  /** Nothing could be read: the next thing is to try again. */
  readonly isUnread: boolean;
  /** What stands inside is what its issuer signed, whatever else failed. */
  readonly isConfirmed: boolean;
  /** Nobody asked yet whose it is. */
  readonly asksWhose: boolean;
}

/** Of these, all passed: its content is its issuer's. */
const CONFIRMING: readonly VerificationStep['name'][] = ['signature', 'key'];

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

export function presentVerification(verification: Verification, t: Translate): PresentedVerification {
  const { answer, steps } = verification;
  const deciding = steps.find(({ verdict }) => verdict === 'failed') ?? steps.find(isTelling);
  const hasLooked = steps.some(({ reason }) => reason !== 'not-checked');
  const isUnread = deciding?.name === 'read';
  const word = isSoundButNotTheirs(steps) ? 'not-theirs' : answer;
  const meaning = answer === 'valid' && !verification.openBadge ? 'valid-foreign' : word;
  return {
    ...ANSWER_LOOKS[answer],
    answer,
    title: t(`verify.answer.${word}`),
    sentence: isUnread ? null : t(hasLooked ? `verify.meaning.${meaning}` : 'verify.meaning.not-shared'),
    // The sentence says it already where it is only about whom was asked.
    because: answer === 'valid' || !deciding || word === 'not-theirs' ? null : presentReason(deciding, t),
    seal: t(`seal.${answer}`),
    steps:
      hasLooked && !isUnread
        ? steps.map((step) => ({
            ...STEP_LOOKS[step.verdict],
            name: t(`step.${step.name}`),
            verdict: t(`verdict.${step.verdict}`),
            sentence: step.reason === 'not-checked' ? null : presentReason(step, t),
          }))
        : [],
    isUnread,
    isConfirmed: steps.every(({ name, verdict }) => !CONFIRMING.includes(name) || verdict === 'passed'),
    asksWhose: hasLooked && steps.some(({ reason }) => reason === 'recipient-not-asked'),
  };
}

function presentReason({ reason, told }: VerificationStep, t: Translate): string {
  const sentence = t(`verification.${reason}`);
  return told === undefined ? sentence : `${sentence} ${t('verify.told', { text: told })}`;
}

/** A step that was looked at without an answer, as when the issuer could not be reached. */
function isTelling({ verdict, reason }: VerificationStep): boolean {
  return verdict === 'unknown' && reason !== 'not-checked' && reason !== 'recipient-not-asked';
}

/** The only thing against it is whom the reader asked about. */
function isSoundButNotTheirs(steps: readonly VerificationStep[]): boolean {
  return steps.every(
    ({ name, verdict }) => (name === 'recipient') === (verdict === 'failed') && verdict !== 'unknown',
  );
}

export interface PresentedContent {
  readonly title: string;
  readonly issuer: string;
  readonly issuerUrl: string | null;
  readonly awardedOn: string | null;
  readonly validUntil: string | null;
  readonly description: readonly Block[];
  readonly criteria: readonly Block[];
  readonly standard: string;
  /** Null where it does not say, or says no tag of a language. */
  readonly language: string | null;
}

/** What stands inside, for the page that verifies any text. No picture of a stranger's is shown, no link of its texts kept. */
export function presentContent(content: CredentialContent, formats: Formats): PresentedContent {
  const { title, issuerName, issuerUrl, awardedAt, validUntil, description, criteria, standard, language } =
    content;
  return {
    title,
    issuer: issuerName,
    issuerUrl,
    awardedOn: awardedAt && formats.date(awardedAt),
    validUntil: validUntil && formats.date(validUntil),
    description: parseProse(description ?? ''),
    criteria: parseProse(criteria ?? ''),
    standard,
    language,
  };
}
