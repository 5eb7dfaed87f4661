/**
 * Badge classes in the database: each as it stands, and each version as awards name it.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { BadgeClass, BadgeClassStore, MayBeMapped } from '../badges/badge-class.js';
import { AppError } from '../errors/app-error.js';
import type { LocalText } from '../language/local-text.js';
import { isDuplicateKey } from './duplicate-key.js';

interface MayBeMappedRecord {
  readonly where: MayBeMapped['where'];
  readonly courseIds: readonly string[];
}

interface BadgeClassRecord extends Omit<BadgeClass, 'id' | 'mayBeMapped'> {
  readonly _id: string;
  readonly mayBeMapped: MayBeMappedRecord;
}

interface BadgeClassVersionRecord extends BadgeClassRecord {
  readonly badgeClassId: string;
}

const localTextSchema = new Schema({ nl: String, en: String }, { _id: false });

const badgeClassFields = {
  _id: { type: String, required: true },
  institutionId: { type: String, required: true },
  issuerId: { type: String, required: true },
  version: { type: Number, required: true },
  variant: { type: String, required: true },
  name: { type: localTextSchema, required: true },
  description: { type: localTextSchema, required: true },
  criteria: { type: localTextSchema, required: true },
  language: { type: String, required: true },
  mayBeMapped: {
    type: new Schema({ where: String, courseIds: [String] }, { _id: false }),
    required: true,
  },
  // The drawing's own file says what is in it; here it is kept whole.
  artwork: { type: Schema.Types.Mixed, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
};

const badgeClassSchema = new Schema<BadgeClassRecord>(badgeClassFields, {
  collection: 'badge_classes',
  versionKey: false,
});
badgeClassSchema.index({ institutionId: 1, createdAt: 1 });

/** `_id` is `{badgeClassId}:{version}`, so a version is written once. */
const versionSchema = new Schema<BadgeClassVersionRecord>(
  { ...badgeClassFields, badgeClassId: { type: String, required: true } },
  { collection: 'badge_class_versions', versionKey: false },
);

export function createBadgeClassStore(connection: Connection): BadgeClassStore {
  const badgeClasses = connection.model<BadgeClassRecord>('BadgeClass', badgeClassSchema);
  const versions = connection.model<BadgeClassVersionRecord>('BadgeClassVersion', versionSchema);

  return {
    async create(institutionId, badgeClass) {
      const { id, ...rest } = badgeClass;
      const { where } = badgeClass.mayBeMapped;
      const courseIds = where === 'listed-courses' ? badgeClass.mayBeMapped.courseIds : [];
      const fields = { ...rest, institutionId, mayBeMapped: { where, courseIds } };
      try {
        await badgeClasses.create([{ ...fields, _id: id }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'a badge class with this id stands already', {
          badgeClassId: id,
        });
      }
      // After the badge class, whose id decides who made it: a crash in between leaves it as its own first version,
      // which `findVersion` reads from the badge class itself.
      await versions.create([{ ...fields, _id: versionId(id, badgeClass.version), badgeClassId: id }]);
    },

    async find(institutionId, badgeClassId) {
      const record = await badgeClasses.findOne({ _id: badgeClassId, institutionId }).lean();
      return record && toBadgeClass(record, record._id);
    },

    async findVersion(institutionId, badgeClassId, version) {
      const kept = await versions.findOne({ _id: versionId(badgeClassId, version), institutionId }).lean();
      if (kept) return toBadgeClass(kept, kept.badgeClassId);
      const current = await badgeClasses.findOne({ _id: badgeClassId, institutionId, version }).lean();
      return current && toBadgeClass(current, current._id);
    },

    async list(institutionId) {
      const records = await badgeClasses.find({ institutionId }).sort({ createdAt: 1, _id: 1 }).lean();
      return records.map((record) => toBadgeClass(record, record._id));
    },

    async findPublic(badgeClassId) {
      const record = await badgeClasses.findOne({ _id: badgeClassId }).lean();
      return record && toBadgeClass(record, record._id);
    },
  };
}

function versionId(badgeClassId: string, version: number): string {
  return `${badgeClassId}:${version}`;
}

function toBadgeClass(record: BadgeClassRecord, id: string): BadgeClass {
  return {
    id,
    institutionId: record.institutionId,
    issuerId: record.issuerId,
    version: record.version,
    variant: record.variant,
    name: toLocalText(record.name),
    description: toLocalText(record.description),
    criteria: toLocalText(record.criteria),
    language: record.language,
    mayBeMapped: toMayBeMapped(record.mayBeMapped),
    artwork: record.artwork,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}

function toLocalText({ nl, en }: LocalText): LocalText {
  return { nl, en };
}

function toMayBeMapped({ where, courseIds }: MayBeMappedRecord): MayBeMapped {
  return where === 'listed-courses' ? { where, courseIds: [...courseIds] } : { where };
}
