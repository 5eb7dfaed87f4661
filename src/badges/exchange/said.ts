/**
 * What was read, as a badge class again: to be written back and compared with the document it came from.
 *
 * @module
 */
import type { Language } from '../../language/local-text.js';
import { defaultMayBeMapped, type BadgeClass } from '../badge-class.js';
import type { BadgeContent } from '../badge-content.js';
import type { ReadBadgeClass } from './read-badge-class.js';
import { isObject, type JsonObject } from './reader.js';

/** A badge class with the content that was read; its record has no meaning. */
export function toBadgeClass({ content, picture, mayBeMapped }: Omit<ReadBadgeClass, 'notKept'>): BadgeClass {
  return {
    ...content,
    image: picture && { id: '', mediaType: 'image/png', alt: picture.alt },
    id: '',
    institutionId: '',
    issuerId: '',
    version: 1,
    revision: 1,
    state: 'draft',
    archivedAt: null,
    draftedInCourseId: null,
    submittedAt: null,
    mayBeMapped: mayBeMapped ?? defaultMayBeMapped(content.variant),
    createdAt: new Date(0),
    updatedAt: new Date(0),
  };
}

/** Tags that say no more than the language does; of others the region would be lost. */
export const LANGUAGE_TAGS: Readonly<Record<Language, readonly string[]>> = {
  nl: ['nl', 'nl-NL', 'nl_NL', 'NL'],
  en: ['en', 'en-EN', 'en_EN', 'en-GB', 'en_GB', 'en-US', 'en_US', 'EN'],
};

/** A text, or an object with the text or an address in its place. */
export function sayCriteria(document: JsonObject, narrative: string): unknown {
  if (!isObject(document['criteria'])) return narrative;
  return { type: 'Criteria', narrative, id: narrative };
}

/** An address that is not held against it was taken, or is drawn here. */
export function sayImage(document: JsonObject, alt: string): unknown {
  const image = document['image'];
  return isObject(image) ? { id: image['id'], type: 'Image', caption: alt } : image;
}

export function sayAlignments({ alignments }: BadgeContent): JsonObject[] {
  return alignments.map(({ targetName, targetUrl, targetType, framework, code, description }) => ({
    type: ['Alignment', 'AlignmentObject'],
    targetName,
    targetUrl,
    targetType,
    targetFramework: framework,
    targetCode: code,
    targetDescription: description,
  }));
}

/** Every word of a list that stands for one of these. */
export function listWords<T extends string>(
  words: Readonly<Record<string, T>>,
  meant: readonly T[],
): string[] {
  return Object.keys(words).filter((word) => meant.some((one) => words[word] === one));
}
