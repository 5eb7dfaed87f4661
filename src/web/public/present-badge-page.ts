/**
 * A badge class as its page shows it: the public one, and the preview beside its editor.
 *
 * @module
 */
import type { BadgeContent } from '../../badges/badge-class.js';
import { isAddress } from '../../badges/content-shape.js';
import type { IssuerProfile } from '../../badges/issuer-profile.js';
import { createFormats } from '../../language/format.js';
import type { Language } from '../../language/local-text.js';
import { createTranslator, type Translate } from '../../language/translate.js';
import { parseProse, type Block } from './prose.js';

export interface BadgePage {
  readonly title: string;
  readonly variant: BadgeContent['variant'];
  readonly image: string;
  readonly issuerName: string;
  readonly issuerPage: string | null;
  readonly description: readonly Block[];
  readonly outcomes: readonly Block[];
  readonly criteria: readonly Block[];
  readonly facts: readonly { readonly term: string; readonly text: string }[];
  readonly framework: {
    readonly name: string;
    readonly url: string | null;
    readonly description: readonly Block[];
  } | null;
  readonly alignments: readonly {
    readonly name: string;
    readonly url: string | null;
    readonly about: string;
  }[];
  readonly tags: readonly string[];
}

export function presentBadgePage(
  content: BadgeContent,
  issuer: IssuerProfile | null,
  language: Language,
  image: string,
): BadgePage {
  const other = language === 'nl' ? 'en' : 'nl';
  /** What was written in one language alone is better read in it than missed. */
  const read = (text: BadgeContent['name']) => (text[language].trim() === '' ? text[other] : text[language]);
  const { qualityFramework } = content;
  return {
    title: read(content.name),
    variant: content.variant,
    image,
    issuerName: issuer?.name[language] ?? '',
    issuerPage: issuer && `/issuers/${encodeURIComponent(issuer.id)}`,
    description: parseProse(read(content.description)),
    outcomes: parseProse(read(content.learningOutcomes)),
    criteria: parseProse(read(content.criteria)),
    facts: listFacts(content, read, language),
    framework: qualityFramework && {
      name: qualityFramework.name || qualityFramework.url,
      url: isAddress(qualityFramework.url) ? qualityFramework.url : null,
      description: parseProse(read(qualityFramework.description)),
    },
    alignments: content.alignments.map(({ targetName, targetUrl, framework, code }) => ({
      name: targetName || targetUrl,
      // The preview shows what was typed before anybody checked it.
      url: isAddress(targetUrl) ? targetUrl : null,
      about: [framework, code].filter(Boolean).join(' '),
    })),
    tags: content.tags,
  };
}

function listFacts(
  content: BadgeContent,
  read: (text: BadgeContent['name']) => string,
  language: Language,
): { term: string; text: string }[] {
  const t = createTranslator(language);
  const { number } = createFormats(language);
  const { workload, eqfLevel } = content;
  const facts: { term: string; text: string }[] = [];
  const add = (term: string, text: string) => {
    if (text !== '') facts.push({ term, text });
  };
  const amount = (unit: 'ects' | 'sbu' | 'hours') => {
    const value = workload[unit];
    return value === null || !Number.isFinite(value) ? '' : `${number(value)} ${t(`rule.unit.${unit}`)}`;
  };
  add(t('public.kind'), t(`variant.${content.variant}`));
  add(t('public.language'), t(`public.language.${content.language}`));
  if (eqfLevel !== null)
    add(
      t('badge.level'),
      t(content.isLevelVerified ? 'badge.level.verified' : 'badge.level.text', { level: eqfLevel }),
    );
  add(t('badge.workload'), [amount('ects'), amount('sbu'), amount('hours')].filter(Boolean).join(' · '));
  add(t('badge.programme'), content.programmeIdentifiers.join(', '));
  add(
    t('badge.participation'),
    content.participation.map((one) => t(`badge.participation.${one}`)).join(', '),
  );
  add(t('badge.assessment'), content.assessmentTypes.map((one) => t(`badge.assessment.${one}`)).join(', '));
  if (content.assessmentTypes.length > 0 || content.isSupervised)
    add(t('badge.supervision'), t(`badge.supervision.${nameSupervision(content)}`));
  add(t('badge.target-group'), read(content.targetGroup));
  add(t('badge.prerequisites'), read(content.prerequisites));
  if (content.variant !== 'extra-curricular')
    add(t('badge.stackable'), t(content.isStackable ? 'badge.stackable.yes' : 'badge.stackable.no'));
  if (content.validForDays !== null && Number.isFinite(content.validForDays))
    add(t('badge.validity'), sayValidity(content.validForDays, t, number));
  return facts;
}

function sayValidity(days: number, t: Translate, number: (value: number) => string): string {
  if (days % 365 !== 0) return t('badge.validity.days', { days: number(days) });
  const years = days / 365;
  return years === 1 ? t('badge.validity.year') : t('badge.validity.years', { years: number(years) });
}

function nameSupervision({ isSupervised, isIdentityChecked }: BadgeContent) {
  if (isSupervised) return isIdentityChecked ? 'both' : 'supervised';
  return isIdentityChecked ? 'identity' : 'none';
}
