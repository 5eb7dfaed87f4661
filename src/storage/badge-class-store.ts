/**
 * Badge classes in the database: each as it stands, and each version as awards name it.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { BadgeClass, BadgeClassStore } from '../badges/badge-class.js';
import { AppError } from '../errors/app-error.js';
import {
  badgeClassFields,
  toBadgeClass,
  toMayBeMappedRecord,
  type BadgeClassRecord,
} from './badge-class-fields.js';
import { isDuplicateKey } from './duplicate-key.js';

interface BadgeClassVersionRecord extends BadgeClassRecord {
  readonly badgeClassId: string;
}

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
versionSchema.index({ institutionId: 1, badgeClassId: 1, version: 1 });

export function createBadgeClassStore(connection: Connection): BadgeClassStore {
  const badgeClasses = connection.model<BadgeClassRecord>('BadgeClass', badgeClassSchema);
  const versions = connection.model<BadgeClassVersionRecord>('BadgeClassVersion', versionSchema);

  /** A version that is kept already is left as it is. Drafts are nobody's to have earned, and are not kept. */
  async function keepVersion(badgeClass: BadgeClass): Promise<void> {
    if (badgeClass.state === 'draft') return;
    const { id, version } = badgeClass;
    try {
      await versions.create([{ ...toFields(badgeClass), _id: versionId(id, version), badgeClassId: id }]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  return {
    async create(institutionId, badgeClass) {
      const { id } = badgeClass;
      const owned = { ...badgeClass, institutionId };
      try {
        await badgeClasses.create([{ ...toFields(owned), _id: id }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'a badge class with this id stands already', {
          badgeClassId: id,
        });
      }
      // After the badge class, whose id decides who made it: a crash in between leaves it as its own first version,
      // which `findVersion` reads from the badge class itself.
      await keepVersion(owned);
    },

    async save(institutionId, revision, badgeClass) {
      const stored = await badgeClasses.findOne({ _id: badgeClass.id, institutionId }).lean();
      if (!stored) return null;
      const before = toBadgeClass(stored, stored._id);
      if (before.revision !== revision) return null;
      await keepVersion(before);
      const next = { ...badgeClass, institutionId, revision: revision + 1 };
      const record = await badgeClasses
        .findOneAndUpdate(
          // A record of before revisions were counted has none.
          { _id: badgeClass.id, institutionId, revision: stored.revision ?? null },
          { $set: toFields(next) },
          { returnDocument: 'after' },
        )
        .lean();
      if (!record) return null;
      await keepVersion(next);
      return toBadgeClass(record, record._id);
    },

    async find(institutionId, badgeClassId) {
      const record = await badgeClasses.findOne({ _id: badgeClassId, institutionId }).lean();
      return record && toBadgeClass(record, record._id);
    },

    async findVersion(institutionId, badgeClassId, version) {
      // In this order: one that is replaced in between has been kept by then.
      const current = await badgeClasses.findOne({ _id: badgeClassId, institutionId, version }).lean();
      if (current) return toBadgeClass(current, current._id);
      const kept = await versions.findOne({ _id: versionId(badgeClassId, version), institutionId }).lean();
      return kept && toBadgeClass(kept, kept.badgeClassId);
    },

    async listVersions(institutionId, badgeClassId) {
      const records = await versions.find({ institutionId, badgeClassId }).sort({ version: 1 }).lean();
      return records.map((record) => toBadgeClass(record, record.badgeClassId));
    },

    async list(institutionId) {
      const records = await badgeClasses.find({ institutionId }).sort({ createdAt: 1, _id: 1 }).lean();
      return records.map((record) => toBadgeClass(record, record._id));
    },

    async findPublic(badgeClassId) {
      const record = await badgeClasses.findOne({ _id: badgeClassId }).lean();
      return record && toBadgeClass(record, record._id);
    },

    async findPublicVersion(badgeClassId, version) {
      const current = await badgeClasses.findOne({ _id: badgeClassId, version }).lean();
      if (current) return toBadgeClass(current, current._id);
      const kept = await versions.findOne({ _id: versionId(badgeClassId, version) }).lean();
      return kept && toBadgeClass(kept, kept.badgeClassId);
    },
  };
}

function versionId(badgeClassId: string, version: number): string {
  return `${badgeClassId}:${version}`;
}

function toFields({ id, ...badgeClass }: BadgeClass) {
  void id; // kept as `_id`
  return { ...badgeClass, mayBeMapped: toMayBeMappedRecord(badgeClass.mayBeMapped) };
}
