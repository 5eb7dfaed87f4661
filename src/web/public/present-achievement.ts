/**
 * What a credential says of what was earned: level, workload, how it was assessed, what it answers to. Read from the signed
 * bytes; the same words as the page of its badge class, which reads our records (present-badge-page.ts).
 *
 * @module
 */
import type { Achievement, AlignmentEntry } from '../../credentials/open-badge.js';
import type { Formats } from '../../language/format.js';
import type { Translate } from '../../language/translate.js';
import { parseProse, type Block } from './prose.js';

export interface PresentedAchievement {
  readonly facts: readonly { readonly term: string; readonly text: string }[];
  readonly outcomes: readonly Block[];
  readonly framework: {
    readonly name: string;
    readonly url: string;
    readonly description: readonly Block[];
  } | null;
  readonly alignments: readonly { readonly name: string; readonly url: string; readonly about: string }[];
}

const SUPERVISION = {
  'unsupervised with no identity verification': 'none',
  'supervised with no identity verification': 'supervised',
  'onsite with identity verification': 'both',
} as const;

export function presentAchievement(
  achievement: Achievement,
  t: Translate,
  formats: Formats,
): PresentedAchievement {
  const alignments = achievement.alignment ?? [];
  const level = alignments.find(({ targetType }) => targetType === 'ext:EQF');
  const framework = alignments.find(({ targetType }) => targetType === 'ext:QualityAssurance');
  return {
    facts: listFacts(achievement, level, t, formats),
    outcomes: parseProse(achievement.learningOutcome ?? ''),
    framework: framework
      ? {
          name: framework.targetName,
          url: framework.targetUrl,
          description: parseProse(framework.targetDescription ?? ''),
        }
      : null,
    alignments: alignments
      .filter((one) => one !== level && one !== framework)
      .map(({ targetName, targetUrl, targetFramework, targetCode }) => ({
        name: targetName,
        url: targetUrl,
        about: [targetFramework, targetCode].filter(Boolean).join(' '),
      })),
  };
}

function listFacts(
  achievement: Achievement,
  level: AlignmentEntry | undefined,
  t: Translate,
  { number }: Formats,
): { term: string; text: string }[] {
  const { ECTS, SBU, timeInvestment, educationProgramIdentifier = [] } = achievement;
  const amounts = [
    ECTS === undefined ? null : `${number(ECTS)} ${t('rule.unit.ects')}`,
    SBU === undefined ? null : `${number(SBU)} ${t('rule.unit.sbu')}`,
    timeInvestment === undefined ? null : `${number(timeInvestment)} ${t('rule.unit.hours')}`,
  ];
  const { assessmentForm = [], participationForm = [], supervisionType, integrationOptions } = achievement;
  const isVerified = level?.targetDescription !== undefined;
  const stackable = integrationOptions === 'stackable' ? 'badge.stackable.yes' : 'badge.stackable.no';
  const facts: [string, string | null | undefined][] = [
    [
      t('badge.level'),
      level?.targetCode &&
        t(isVerified ? 'badge.level.verified' : 'badge.level.text', { level: level.targetCode }),
    ],
    [t('badge.workload'), amounts.filter((one) => one !== null).join(' · ')],
    [t('badge.assessment'), assessmentForm.map((one) => t(`badge.assessment.${one}`)).join(', ')],
    [t('badge.supervision'), supervisionType && t(`badge.supervision.${SUPERVISION[supervisionType]}`)],
    [t('badge.participation'), participationForm.map((one) => t(`badge.participation.${one}`)).join(', ')],
    [t('badge.programme'), educationProgramIdentifier.join(', ')],
    [t('badge.stackable'), integrationOptions && t(stackable)],
    [t('badge.target-group'), achievement.targetGroup],
    [t('badge.prerequisites'), achievement.prerequisites],
  ];
  return facts.flatMap(([term, text]) => (text ? [{ term, text }] : []));
}
