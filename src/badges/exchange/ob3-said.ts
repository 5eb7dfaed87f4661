/**
 * What a draft that was read from an Achievement says, in an Achievement's words: as it is exported, and with what an export leaves out.
 *
 * @module
 */
import type { BadgeContent } from '../badge-content.js';
import { EQF_TARGET, QUALITY_TARGET } from '../content-shape.js';
import { writeInsigneExtension } from './insigne-extension.js';
import type { ImportSettings, ReadBadgeClass } from './read-badge-class.js';
import { isObject, toList, type JsonObject } from './reader.js';
import { LANGUAGE_TAGS, listWords, sayAlignments, sayCriteria, sayImage, toBadgeClass } from './said.js';
import { READ_ASSESSMENT, READ_INTEGRATION, READ_PARTICIPATION, READ_SUPERVISION } from './vocabulary.js';

/** Names that say no more than that it is the grade. */
const GRADE_NAMES = ['Final grade', 'Grade', 'Eindcijfer', 'Cijfer'];

export function sayAchievement(
  document: JsonObject,
  read: Omit<ReadBadgeClass, 'notKept'>,
  { achievementForm }: ImportSettings,
): JsonObject {
  const { content } = read;
  const { language, workload } = content;
  const badgeClass = toBadgeClass(read);
  const written = achievementForm.build(badgeClass, language) as JsonObject;
  return {
    ...written,
    image: sayImage(document, read.picture?.alt[language] ?? ''),
    creator: document['creator'], // one that is not of here was refused
    criteria: sayCriteria(document, content.criteria[language]),
    inLanguage: LANGUAGE_TAGS[language],
    // Counts how often it was published where it comes from; of another's it may be a name that people know it by.
    version: isObject(document['insigne']) ? document['version'] : undefined,
    tag: content.tags,
    // In a draft they stand even where its variant has none: the rules tell.
    ECTS: workload.ects ?? 0,
    creditsAvailable: workload.ects ?? 0,
    SBU: workload.sbu ?? 0,
    timeInvestment: workload.hours ?? 0,
    educationProgramIdentifier: content.programmeIdentifiers,
    assessmentForm: listWords(READ_ASSESSMENT, content.assessmentTypes),
    assessmentType: [written['assessmentType'], ...listWords(READ_ASSESSMENT, content.assessmentTypes)],
    participationForm: listWords(READ_PARTICIPATION, content.participation),
    participationType: [
      written['participationType'],
      ...listWords(READ_PARTICIPATION, content.participation),
    ],
    supervisionType: saySupervision(content, written['supervisionType']),
    identityChecked: content.isIdentityChecked,
    integrationOptions: listWords(READ_INTEGRATION, [content.isStackable ? 'stackable' : 'stand-alone']),
    alignment: [...sayLevel(written), ...sayFramework(content), ...sayAlignments(content)],
    resultDescription: sayGrading(document, written),
    insigne: writeInsigneExtension(badgeClass),
  };
}

/** That it was watched from afar is not kept, but follows from taking part online alone. */
function saySupervision(content: BadgeContent, written: unknown): unknown[] {
  const { isSupervised, isIdentityChecked, participation } = content;
  const isOnline = participation.length > 0 && participation.every((form) => form === 'online');
  const words = Object.entries(READ_SUPERVISION).filter(
    ([, meant]) =>
      meant.isSupervised === isSupervised &&
      (meant.isIdentityChecked === isIdentityChecked || !isSupervised) &&
      (meant.isOnline === null || meant.isOnline === isOnline),
  );
  return [...(written === undefined ? [] : [written]), ...words.map(([word]) => word)];
}

/** Name, address and framework of a level are the same for everybody who has it. */
function sayLevel(written: JsonObject): JsonObject[] {
  const level = toList(written['alignment']).find((one) => isObject(one) && one['targetType'] === EQF_TARGET);
  if (!isObject(level)) return [];
  const code = String(level['targetCode']);
  return [
    {
      ...level,
      targetName: [
        level['targetName'],
        ...['EQF level', 'EQF-niveau', 'EQF'].map((name) => `${name} ${code}`),
      ],
      targetUrl: [level['targetUrl'], `http://data.europa.eu/snb/eqf/${code}`],
      targetFramework: [level['targetFramework'], 'EQF'],
    },
  ];
}

function sayFramework({ qualityFramework, language }: BadgeContent): JsonObject[] {
  if (!qualityFramework) return [];
  return [
    {
      type: 'Alignment',
      targetType: QUALITY_TARGET,
      targetName: qualityFramework.name,
      targetUrl: qualityFramework.url,
      targetDescription: qualityFramework.description[language],
    },
  ];
}

/** Its address is the other's own. */
function sayGrading(document: JsonObject, written: JsonObject): JsonObject[] {
  const [grading] = toList(written['resultDescription']);
  const [first] = toList(document['resultDescription']);
  if (!isObject(grading)) return [];
  return [
    {
      ...grading,
      id: isObject(first) ? first['id'] : undefined,
      name: [grading['name'], ...GRADE_NAMES],
    },
  ];
}
