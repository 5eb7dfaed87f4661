/**
 * What a draft that was read from an OB 2.0 BadgeClass says, in the words of one.
 *
 * @module
 */
import type { ReadBadgeClass } from './read-badge-class.js';
import { isObject, type JsonObject } from './reader.js';
import { LANGUAGE_TAGS, listWords, sayAlignments, sayCriteria, sayImage } from './said.js';
import { READ_ASSESSMENT, READ_PARTICIPATION } from './vocabulary.js';

/** edubadges' own business, that means nothing here; said only where it asks for something. */
const EDUBADGES_AFFAIRS: JsonObject = {
  archived: false,
  self_enrollment_disabled: false,
  awardNonValidatedNameAllowed: false,
  gradeAchievedRequired: false,
};

/** @param written - what was read, written back as an export writes it */
export function sayOb2BadgeClass(
  document: JsonObject,
  read: Omit<ReadBadgeClass, 'notKept'>,
  written: JsonObject,
): JsonObject {
  const { content } = read;
  const { language, workload } = content;
  return {
    ...written,
    type: 'BadgeClass',
    image: sayImage(document, read.picture?.alt[language] ?? ''),
    issuer: document['issuer'], // one that is not of here was refused
    criteria: sayCriteria(document, content.criteria[language]),
    alignment: sayAlignments(content),
    participation: listWords(READ_PARTICIPATION, content.participation),
    assessmentType: listWords(READ_ASSESSMENT, content.assessmentTypes),
    // Not the variant's word: microcredentials of before it was there say no.
    isMicroCredentials: [content.variant === 'microcredential', false],
    ...sayExtension(document, written, 'Language', LANGUAGE_TAGS[language]),
    ...sayExtension(document, written, 'ECTS', workload.ects ?? 0),
    ...sayExtension(document, written, 'StudyLoad', workload.sbu ?? 0),
    ...sayExtension(document, written, 'TimeInvestment', workload.hours ?? 0),
    ...sayExtension(document, written, 'EducationProgramIdentifier', content.programmeIdentifiers),
  };
}

/** As the comparison reads it: words that stand in one text apart, and nothing of what asks for nothing. */
export function prepareOb2(document: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(document)
      .filter(
        ([name, value]) => !(Object.hasOwn(EDUBADGES_AFFAIRS, name) && EDUBADGES_AFFAIRS[name] === value),
      )
      .map(([name, value]) => [name, isWords(name, value) ? splitWords(value) : value]),
  );
}

function isWords(name: string, value: unknown): value is string {
  return (name === 'participation' || name === 'assessmentType') && typeof value === 'string';
}

function splitWords(words: string): string[] {
  return words.split(',').map((word) => word.trim());
}

function sayExtension(document: JsonObject, written: JsonObject, name: string, value: unknown): JsonObject {
  const member = `extensions:${name}Extension`;
  const before = written[member];
  if (!isObject(document[member])) return {};
  const type = ['Extension', member];
  return { [member]: { type, ...(isObject(before) ? before : {}), [name]: value } };
}
