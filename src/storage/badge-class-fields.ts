/**
 * What a badge class says, as fields of a record. Records of before a member existed read as if nobody had stated it.
 *
 * @module
 */
import { Schema } from 'mongoose';
import type { BadgeClass, BadgeContent, MayBeMapped } from '../badges/badge-class.js';
import type { LocalText } from '../language/local-text.js';

export interface MayBeMappedRecord {
  readonly where: MayBeMapped['where'];
  readonly courseIds: readonly string[];
}

export interface BadgeClassRecord extends Omit<BadgeClass, 'id' | 'mayBeMapped'> {
  readonly _id: string;
  readonly mayBeMapped: MayBeMappedRecord;
}

const localTextSchema = new Schema({ nl: String, en: String }, { _id: false });

export const badgeClassFields = {
  _id: { type: String, required: true },
  institutionId: { type: String, required: true },
  issuerId: { type: String, required: true },
  version: { type: Number, required: true },
  revision: Number,
  state: String,
  archivedAt: Date,
  draftedInCourseId: String,
  submittedAt: Date,
  variant: { type: String, required: true },
  // A draft's texts may be empty, which mongoose's `required` refuses in a string but not in a schema of two.
  name: { type: localTextSchema, required: true },
  description: { type: localTextSchema, required: true },
  criteria: { type: localTextSchema, required: true },
  language: { type: String, required: true },
  sector: String,
  programmeIdentifiers: [String],
  eqfLevel: Number,
  isLevelVerified: Boolean,
  workload: new Schema({ ects: Number, sbu: Number, hours: Number }, { _id: false }),
  learningOutcomes: localTextSchema,
  qualityFramework: new Schema({ name: String, url: String, description: localTextSchema }, { _id: false }),
  assessmentTypes: [String],
  isSupervised: Boolean,
  isIdentityChecked: Boolean,
  participation: [String],
  isStackable: Boolean,
  targetGroup: localTextSchema,
  prerequisites: localTextSchema,
  alignments: [
    new Schema(
      {
        targetName: String,
        targetUrl: String,
        targetType: String,
        framework: String,
        code: String,
        description: String,
      },
      { _id: false },
    ),
  ],
  tags: [String],
  validForDays: Number,
  grading: new Schema({ scale: String, passMark: String }, { _id: false }),
  image: new Schema({ id: String, mediaType: String, alt: localTextSchema }, { _id: false }),
  mayBeMapped: {
    type: new Schema({ where: String, courseIds: [String] }, { _id: false }),
    required: true,
  },
  // The drawing's own file says what is in it; here it is kept whole.
  artwork: { type: Schema.Types.Mixed, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
};

export function toMayBeMappedRecord(mayBeMapped: MayBeMapped): MayBeMappedRecord {
  const courseIds = mayBeMapped.where === 'listed-courses' ? mayBeMapped.courseIds : [];
  return { where: mayBeMapped.where, courseIds };
}

export function toBadgeClass(record: BadgeClassRecord, id: string): BadgeClass {
  return {
    id,
    institutionId: record.institutionId,
    issuerId: record.issuerId,
    version: record.version,
    revision: record.revision ?? record.version,
    state: record.state ?? 'published',
    archivedAt: record.archivedAt ?? null,
    draftedInCourseId: record.draftedInCourseId ?? null,
    submittedAt: record.submittedAt ?? null,
    ...toBadgeContent(record),
    mayBeMapped: toMayBeMapped(record.mayBeMapped),
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}

function toBadgeContent(record: BadgeClassRecord): BadgeContent {
  const { workload, qualityFramework, grading, image } = record;
  return {
    variant: record.variant,
    name: toLocalText(record.name),
    description: toLocalText(record.description),
    criteria: toLocalText(record.criteria),
    language: record.language,
    sector: record.sector ?? null,
    programmeIdentifiers: [...(record.programmeIdentifiers ?? [])],
    eqfLevel: record.eqfLevel ?? null,
    isLevelVerified: record.isLevelVerified ?? false,
    workload: {
      ects: workload?.ects ?? null,
      sbu: workload?.sbu ?? null,
      hours: workload?.hours ?? null,
    },
    learningOutcomes: toLocalText(record.learningOutcomes),
    qualityFramework: qualityFramework
      ? {
          name: qualityFramework.name,
          url: qualityFramework.url,
          description: toLocalText(qualityFramework.description),
        }
      : null,
    assessmentTypes: [...(record.assessmentTypes ?? [])],
    isSupervised: record.isSupervised ?? false,
    isIdentityChecked: record.isIdentityChecked ?? false,
    participation: [...(record.participation ?? [])],
    isStackable: record.isStackable ?? false,
    targetGroup: toLocalText(record.targetGroup),
    prerequisites: toLocalText(record.prerequisites),
    alignments: (record.alignments ?? []).map((alignment) => ({
      targetName: alignment.targetName,
      targetUrl: alignment.targetUrl,
      targetType: alignment.targetType ?? null,
      framework: alignment.framework ?? null,
      code: alignment.code ?? null,
      description: alignment.description ?? null,
    })),
    tags: [...(record.tags ?? [])],
    validForDays: record.validForDays ?? null,
    grading: grading ? { scale: grading.scale, passMark: grading.passMark ?? null } : null,
    image: image ? { id: image.id, mediaType: image.mediaType, alt: toLocalText(image.alt) } : null,
    artwork: record.artwork,
  };
}

function toLocalText(text: LocalText | null | undefined): LocalText {
  return { nl: text?.nl ?? '', en: text?.en ?? '' };
}

function toMayBeMapped({ where, courseIds }: MayBeMappedRecord): MayBeMapped {
  return where === 'listed-courses' ? { where, courseIds: [...courseIds] } : { where };
}
