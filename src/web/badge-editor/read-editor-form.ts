/**
 * The form in which a badge class is written, read into what it says. What cannot be read at all is left as nothing; whether the
 * rest will do is the domain's to say.
 *
 * @module
 */
import { urlencoded, type RequestHandler } from 'express';
import { ARTWORK_SHAPES } from '../../badges/artwork/artwork.js';
import { GLYPHS, type GlyphName } from '../../badges/artwork/glyphs.js';
import type { BadgeClass, MayBeMapped } from '../../badges/badge-class.js';
import {
  ASSESSMENT_TYPES,
  GRADING_SCALES,
  PARTICIPATION_FORMS,
  SECTORS,
  VARIANTS,
  type Alignment,
  type BadgeContent,
  type Workload,
} from '../../badges/badge-content.js';
import { LONGEST } from '../../badges/content-shape.js';
import { LANGUAGES, type LocalText } from '../../language/local-text.js';
import { parseChoice } from '../course/form-fields.js';
import { readParams } from '../read-params.js';

/** Every text as long as it may be in two languages, percent-encoded, and forty alignments. */
export const readEditorBody: RequestHandler = urlencoded({
  extended: false,
  limit: '1mb',
  parameterLimit: 600,
});

export const EDITOR_ACTIONS = ['save', 'publish', 'preview', 'submit'] as const;
export type EditorAction = (typeof EDITOR_ACTIONS)[number];

export interface EditorForm {
  readonly action: EditorAction;
  readonly revision: number;
  readonly issuerId: string;
  readonly mayBeMapped: MayBeMapped;
  readonly content: BadgeContent;
  /** Numbers as they were typed. */
  readonly typed: TypedNumbers;
}

export type TypedNumbers = Readonly<Record<keyof Workload | 'validForDays', string>>;

/** A little more than may be kept, so that what is too long comes back into the form instead of being refused unread. */
const SLACK = 4_000;

/** @throws {AppError} `request_invalid` - no form of ours sends this */
export function readEditorForm(body: unknown, before: BadgeClass): EditorForm {
  const names = body !== null && typeof body === 'object' ? Object.keys(body) : [];
  const limits = Object.fromEntries(names.map((name) => [name, LONGEST.description + SLACK]));
  const params = readParams(body, limits);
  const text = (name: string) => (params[name] ?? '').replace(/\r\n?/g, '\n').trim();
  const isOn = (name: string) => params[name] !== undefined;
  const both = (name: string): LocalText => ({ nl: text(`${name}.nl`), en: text(`${name}.en`) });
  const some = <T extends string>(name: string, all: readonly T[]) =>
    all.filter((one) => isOn(`${name}.${one}`));

  const scale = parseChoice(text('grading.scale'), GRADING_SCALES);
  const framework = {
    name: text('qualityFramework.name'),
    url: text('qualityFramework.url'),
    description: both('qualityFramework.description'),
  };
  const saysFramework =
    framework.name + framework.url + framework.description.nl + framework.description.en !== '';
  return {
    action: parseChoice(text('action'), EDITOR_ACTIONS) ?? 'save',
    revision: Number(text('revision')) || 0,
    issuerId: text('issuerId') || before.issuerId,
    mayBeMapped: readMayBeMapped(text('mayBeMapped'), names, before.mayBeMapped),
    typed: {
      ects: text('workload.ects'),
      sbu: text('workload.sbu'),
      hours: text('workload.hours'),
      validForDays: text('validForDays'),
    },
    content: {
      variant: parseChoice(text('variant'), VARIANTS) ?? before.variant,
      name: both('name'),
      description: both('description'),
      criteria: both('criteria'),
      language: parseChoice(text('language'), LANGUAGES) ?? before.language,
      sector: parseChoice(text('sector'), SECTORS),
      programmeIdentifiers: readList(text('programmeIdentifiers')),
      eqfLevel: readNumber(text('eqfLevel')),
      isLevelVerified: isOn('isLevelVerified'),
      workload: {
        ects: readNumber(text('workload.ects')),
        sbu: readNumber(text('workload.sbu')),
        hours: readNumber(text('workload.hours')),
      },
      learningOutcomes: both('learningOutcomes'),
      qualityFramework: saysFramework ? framework : null,
      assessmentTypes: some('assessmentTypes', ASSESSMENT_TYPES),
      isSupervised: isOn('isSupervised'),
      isIdentityChecked: isOn('isIdentityChecked'),
      participation: some('participation', PARTICIPATION_FORMS),
      isStackable: isOn('isStackable'),
      targetGroup: both('targetGroup'),
      prerequisites: both('prerequisites'),
      alignments: readAlignments(text),
      tags: readList(text('tags')),
      validForDays: readNumber(text('validForDays')),
      grading: scale && { scale, passMark: text('grading.passMark').replace(',', '.') || null },
      image: isOn('drawn') ? null : before.image && { ...before.image, alt: both('image.alt') },
      artwork: {
        shape: parseChoice(text('artwork.shape'), ARTWORK_SHAPES) ?? before.artwork.shape,
        color: text('artwork.color') || before.artwork.color,
        glyph: parseChoice(text('artwork.glyph'), Object.keys(GLYPHS) as GlyphName[]),
        initials: text('artwork.initials').slice(0, 4),
      },
    },
  };
}

/** The rows that say something; an empty one is removed. */
function readAlignments(text: (name: string) => string): Alignment[] {
  return Array.from({ length: LONGEST.alignments + 2 }, (_, index) => {
    const of = (name: string) => text(`alignments.${index}.${name}`);
    return {
      targetName: of('targetName'),
      targetUrl: of('targetUrl'),
      targetType: of('targetType') || null,
      framework: of('framework') || null,
      code: of('code') || null,
      description: of('description') || null,
    };
  }).filter(({ targetName, targetUrl }) => targetName !== '' || targetUrl !== '');
}

function readMayBeMapped(where: string, names: readonly string[], before: MayBeMapped): MayBeMapped {
  if (where === 'any-course' || where === 'after-approval') return { where };
  if (where !== 'listed-courses') return before;
  const prefix = 'courses.';
  const courseIds = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return { where, courseIds };
}

/** Words by comma or line, each once. */
function readList(text: string): string[] {
  return [...new Set(text.split(/[,\n]/).map((one) => one.trim()))].filter(Boolean);
}

/** What is no number is a number that no badge class may hold, so that it is said and not forgotten. */
function readNumber(text: string): number | null {
  if (text === '') return null;
  return /^\d{1,6}([.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}
