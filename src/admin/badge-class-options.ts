/**
 * A badge class as options of the command line: every member that the rules of a variant may ask for.
 *
 * @module
 */
import type { BadgeClassDraft } from '../badges/badge-class-service.js';
import {
  ASSESSMENT_TYPES,
  EMPTY_TEXT,
  PARTICIPATION_FORMS,
  SECTORS,
  VARIANTS,
} from '../badges/badge-content.js';
import { QUALITY_FRAMEWORKS } from '../badges/quality-frameworks.js';
import { LANGUAGES, type Language, type LocalText } from '../language/local-text.js';
import { flag, needAll, optional, text, UsageError, type Options, type Values } from './command.js';

const NEEDED = [
  'variant',
  'name-nl',
  'name-en',
  'description-nl',
  'description-en',
  'criteria-nl',
  'criteria-en',
] as const;

export const BADGE_CLASS_OPTIONS: Options = {
  ...Object.fromEntries(NEEDED.map((name) => [name, text])),
  language: text,
  draft: flag,
  sector: text,
  programme: text,
  level: text,
  ects: text,
  sbu: text,
  hours: text,
  'outcomes-nl': text,
  'outcomes-en': text,
  framework: text,
  'framework-url': text,
  assessment: text,
  participation: text,
  supervised: flag,
  'identity-checked': flag,
  stackable: flag,
  tags: text,
  'valid-days': text,
};

export const BADGE_CLASS_HELP: readonly string[] = [
  '--create --variant regular|microcredential|extra-curricular --name-nl TEXT --name-en TEXT',
  '  --description-nl TEXT --description-en TEXT --criteria-nl TEXT --criteria-en TEXT [--language nl|en]',
  '  [--draft] it may be incomplete; else the rules of its variant hold, which ask for some of these:',
  '  --sector mbo|hbo|wo --programme CODE,CODE --level 1..8 --ects N | --sbu N | --hours N',
  '  --outcomes-nl TEXT --outcomes-en TEXT --framework NAME --framework-url ADDRESS (default: its sector’s)',
  `  --assessment ${ASSESSMENT_TYPES.join(',')}`,
  `  --participation ${PARTICIPATION_FORMS.join(',')} --supervised --identity-checked --stackable`,
  '  --tags WORD,WORD --valid-days N',
];

/** @throws {UsageError} `usage` - an option is missing or says what it cannot */
export function readBadgeClassDraft(values: Values, fallback: Language): Omit<BadgeClassDraft, 'issuerId'> {
  const texts = needAll(values, NEEDED);
  const both = (member: 'name' | 'description' | 'criteria'): LocalText => ({
    nl: texts[`${member}-nl`],
    en: texts[`${member}-en`],
  });
  const variant = readOneOf(values, 'variant', VARIANTS) ?? VARIANTS[0];
  const sector = readOneOf(values, 'sector', SECTORS);
  const name = optional(values, 'framework');
  const framework = sector && variant === 'microcredential' ? QUALITY_FRAMEWORKS[sector] : null;
  return {
    variant,
    name: both('name'),
    description: both('description'),
    criteria: both('criteria'),
    language: readOneOf(values, 'language', LANGUAGES) ?? fallback,
    state: values['draft'] ? 'draft' : 'published',
    sector,
    programmeIdentifiers: readList(values, 'programme'),
    eqfLevel: readNumber(values, 'level'),
    workload: {
      ects: readNumber(values, 'ects'),
      sbu: readNumber(values, 'sbu'),
      hours: readNumber(values, 'hours'),
    },
    learningOutcomes: {
      nl: optional(values, 'outcomes-nl') ?? '',
      en: optional(values, 'outcomes-en') ?? '',
    },
    qualityFramework: name
      ? { name, url: optional(values, 'framework-url') ?? '', description: EMPTY_TEXT }
      : framework,
    assessmentTypes: readSome(values, 'assessment', ASSESSMENT_TYPES),
    participation: readSome(values, 'participation', PARTICIPATION_FORMS),
    isSupervised: values['supervised'] === true,
    isIdentityChecked: values['identity-checked'] === true,
    isStackable: values['stackable'] === true,
    tags: readList(values, 'tags'),
    validForDays: readNumber(values, 'valid-days'),
  };
}

function readOneOf<T extends string>(values: Values, option: string, choices: readonly T[]): T | null {
  const value = optional(values, option);
  const choice = choices.find((one) => one === value) ?? null;
  if (value !== null && choice === null) throw new UsageError(`--${option} is one of ${choices.join(', ')}`);
  return choice;
}

function readSome<T extends string>(values: Values, option: string, choices: readonly T[]): T[] {
  return readList(values, option).map((value) => {
    const choice = choices.find((one) => one === value);
    if (!choice) throw new UsageError(`--${option} is some of ${choices.join(', ')}`);
    return choice;
  });
}

function readList(values: Values, option: string): string[] {
  return (optional(values, option) ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}

function readNumber(values: Values, option: string): number | null {
  const value = optional(values, option);
  if (value === null) return null;
  if (!/^\d{1,6}([.,]\d{1,2})?$/.test(value)) throw new UsageError(`--${option} is a number`);
  return Number(value.replace(',', '.'));
}
