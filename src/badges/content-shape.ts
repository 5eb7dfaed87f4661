/**
 * What no badge class may hold, drafts included: unknown words, texts too long for edubadges, addresses that are none.
 *
 * @module
 */
import { isUrl } from '../http/parse-url.js';
import { LANGUAGES } from '../language/local-text.js';
import { ARTWORK_SHAPES } from './artwork/artwork.js';
import { GLYPHS } from './artwork/glyphs.js';
import {
  ASSESSMENT_TYPES,
  GRADING_SCALES,
  PARTICIPATION_FORMS,
  SECTORS,
  VARIANTS,
  type Alignment,
  type BadgeContent,
} from './badge-content.js';

/** Characters, and how many of a kind; edubadges takes as much, so what is made here can go there too. */
export const LONGEST = {
  name: 255,
  description: 16_384,
  criteria: 16_384,
  learningOutcomes: 16_384,
  targetGroup: 4_096,
  prerequisites: 4_096,
  short: 255,
  address: 2_048,
  tag: 60,
  tags: 30,
  alignments: 40,
  programmeIdentifiers: 20,
} as const;

const LOCAL_TEXTS = [
  'name',
  'description',
  'criteria',
  'learningOutcomes',
  'targetGroup',
  'prerequisites',
] as const;

/** Names each member that is not usable; a text's name ends in its language, a list's in the place (`alignments.0.targetUrl`). */
export function listShapeProblems(content: BadgeContent): string[] {
  const { workload, qualityFramework, grading, image, artwork, validForDays } = content;
  const problems: string[] = [];
  const expect = (isUsable: boolean, member: string) => {
    if (!isUsable) problems.push(member);
  };

  expect(VARIANTS.includes(content.variant), 'variant');
  for (const member of LOCAL_TEXTS) {
    for (const language of LANGUAGES)
      expect(content[member][language].length <= LONGEST[member], `${member}.${language}`);
  }
  expect(LANGUAGES.includes(content.language), 'language');
  expect(content.sector === null || SECTORS.includes(content.sector), 'sector');
  expect(
    areAll(content.programmeIdentifiers, LONGEST.programmeIdentifiers, isProgrammeCode),
    'programmeIdentifiers',
  );
  expect(content.eqfLevel === null || isWhole(content.eqfLevel, 1, 8), 'eqfLevel');
  for (const [unit, amount] of Object.entries(workload) as [string, number | null][])
    expect(
      amount === null || (Number.isFinite(amount) && amount > 0 && amount <= 10_000),
      `workload.${unit}`,
    );
  if (qualityFramework) {
    expect(qualityFramework.name.length <= LONGEST.short, 'qualityFramework.name');
    expect(qualityFramework.url === '' || isAddress(qualityFramework.url), 'qualityFramework.url');
    for (const language of LANGUAGES)
      expect(
        qualityFramework.description[language].length <= LONGEST.description,
        `qualityFramework.description.${language}`,
      );
  }
  expect(
    content.assessmentTypes.every((one) => ASSESSMENT_TYPES.includes(one)),
    'assessmentTypes',
  );
  expect(
    content.participation.every((one) => PARTICIPATION_FORMS.includes(one)),
    'participation',
  );
  expect(content.alignments.length <= LONGEST.alignments, 'alignments');
  content.alignments.forEach((alignment, index) =>
    problems.push(...listAlignmentProblems(alignment).map((member) => `alignments.${index}.${member}`)),
  );
  expect(
    areAll(content.tags, LONGEST.tags, (tag) => tag.trim() !== '' && tag.length <= LONGEST.tag),
    'tags',
  );
  expect(validForDays === null || isWhole(validForDays, 1, 36_525), 'validForDays');
  if (grading) {
    expect(GRADING_SCALES.includes(grading.scale), 'grading.scale');
    expect(grading.passMark === null || /^\d{1,3}(\.\d{1,2})?$/.test(grading.passMark), 'grading.passMark');
  }
  if (image) {
    for (const language of LANGUAGES)
      expect(image.alt[language].length <= LONGEST.short, `image.alt.${language}`);
  }
  expect(ARTWORK_SHAPES.includes(artwork.shape), 'artwork.shape');
  expect(/^#[0-9a-f]{6}$/i.test(artwork.color), 'artwork.color');
  expect(artwork.glyph === null || Object.hasOwn(GLYPHS, artwork.glyph), 'artwork.glyph');
  expect([...artwork.initials].length <= 4, 'artwork.initials');
  return problems;
}

function listAlignmentProblems({ targetName, targetUrl, targetType, ...rest }: Alignment): string[] {
  const problems: string[] = [];
  if (targetName.trim() === '' || targetName.length > LONGEST.short) problems.push('targetName');
  if (!isAddress(targetUrl)) problems.push('targetUrl');
  if (targetType !== null && !isAlignmentType(targetType)) problems.push('targetType');
  for (const member of ['framework', 'code', 'description'] as const)
    if ((rest[member]?.length ?? 0) > (member === 'description' ? LONGEST.targetGroup : LONGEST.short))
      problems.push(member);
  return problems;
}

/** OB 3.0's AlignmentTargetType, which may be extended. Level and quality framework have members of their own. */
export function isAlignmentType(type: string): boolean {
  if (type === EQF_TARGET || type === QUALITY_TARGET) return false;
  return ALIGNMENT_TYPES.includes(type) || /^ext:[\w.-]{1,100}$/.test(type);
}

/** How SURF's OB 3.0 profile says level and quality framework: as alignments. */
export const EQF_TARGET = 'ext:EQF';
export const QUALITY_TARGET = 'ext:QualityAssurance';

export const ALIGNMENT_TYPES: readonly string[] = [
  'ceasn:Competency',
  'ceterms:Credential',
  'CFItem',
  'CFRubric',
  'CFRubricCriterion',
  'CFRubricCriterionLevel',
  'CTDL',
];

/** http stands too: ESCO names its skills by `http://data.europa.eu/…`. */
export function isAddress(text: string): boolean {
  if (text.length > LONGEST.address || !isUrl(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/** CROHO and crebo codes are numbers; edubadges takes nothing else. */
export function isProgrammeCode(code: string): boolean {
  return /^[1-9]\d{3,8}$/.test(code);
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function areAll<T>(values: readonly T[], most: number, isUsable: (value: T) => boolean): boolean {
  return values.length <= most && values.every(isUsable);
}
