/**
 * Mappings in the database, and each version as it was made. Where a mapping stands (state, seen or not) is not part
 * of a version: only what decides is.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { Mapping, MappingState, MappingStore } from '../awarding/mapping.js';
import type { Policies } from '../awarding/policies.js';
import { AppError } from '../errors/app-error.js';
import { isDuplicateKey } from './duplicate-key.js';

/** Members that came later are absent from older records. */
type Later = 'policies' | 'ruleSince' | 'authorId' | 'lookedAt' | 'baseline' | 'template';

interface MappingRecord extends Omit<Mapping, 'id' | Later>, Partial<Pick<Mapping, Later>> {
  readonly _id: string;
  /** `template.templateId`, for the index. */
  readonly templateId?: string | null;
}

interface MappingVersionRecord extends MappingRecord {
  readonly mappingId: string;
}

const mappingFields = {
  _id: { type: String, required: true },
  institutionId: { type: String, required: true },
  courseId: { type: String, required: true },
  key: { type: String, required: true },
  badgeClassId: { type: String, required: true },
  version: { type: Number, required: true },
  columnRole: { type: String, required: true },
  columnMaximum: { type: Number, default: null },
  // A tree; what stands in it was checked before it came here, and is read member by member.
  rule: { type: Schema.Types.Mixed, required: true },
  wait: {
    type: new Schema({ notBefore: { type: Date, default: null }, stoodHours: Number }, { _id: false }),
    required: true,
  },
  policies: Schema.Types.Mixed,
  ruleSince: Date,
  authorId: String,
  lookedAt: Date,
  baseline: { type: [Schema.Types.Mixed], default: [] },
  template: { type: Schema.Types.Mixed, default: null },
  templateId: { type: String, default: null },
  state: { type: String, required: true },
  stateReason: { type: String, default: null },
  placedAt: Date,
  seenAt: { type: Date, default: null },
  createdBy: String,
  updatedAt: Date,
};

const mappingSchema = new Schema<MappingRecord>(mappingFields, {
  collection: 'mappings',
  versionKey: false,
});
mappingSchema.index({ key: 1 }, { unique: true });
mappingSchema.index({ institutionId: 1, courseId: 1, placedAt: 1 });
mappingSchema.index({ institutionId: 1, seenAt: 1, placedAt: 1 });
mappingSchema.index({ institutionId: 1, templateId: 1 });

const versionSchema = new Schema<MappingVersionRecord>(
  { ...mappingFields, mappingId: { type: String, required: true } },
  { collection: 'mapping_versions', versionKey: false },
);

const LIVE_STATES: readonly MappingState[] = ['active', 'waiting-for-approval', 'needs-look'];

export function createMappingStore(connection: Connection): MappingStore {
  const mappings = connection.model<MappingRecord>('Mapping', mappingSchema);
  const versions = connection.model<MappingVersionRecord>('MappingVersion', versionSchema);

  return {
    async create(institutionId, mapping) {
      const { id, ...fields } = toFields(institutionId, mapping);
      try {
        await mappings.create([{ _id: id, ...fields }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'a mapping with this id or key stands already', {
          mappingId: id,
        });
      }
    },

    async find(institutionId, courseId, mappingId) {
      return toMappingOrNull(await mappings.findOne({ _id: mappingId, institutionId, courseId }).lean());
    },

    async findByKey(institutionId, courseId, key) {
      return toMappingOrNull(await mappings.findOne({ key, institutionId, courseId }).lean());
    },

    async findBadgeClassId(institutionId, key) {
      const record = await mappings.findOne({ key, institutionId }).lean();
      return record?.badgeClassId ?? null;
    },

    async findCourseIdOfKey(institutionId, key) {
      const record = await mappings.findOne({ key, institutionId }).lean();
      return record?.courseId ?? null;
    },

    async list(institutionId, courseId) {
      const records = await mappings
        .find({ institutionId, courseId, state: { $in: LIVE_STATES } })
        .sort({ placedAt: 1, _id: 1 })
        .lean();
      return records.map((record) => toMapping(record, record._id));
    },

    async markSeen(institutionId, mappingId, now) {
      await mappings.updateOne(
        { _id: mappingId, institutionId, seenAt: null },
        { $set: { seenAt: now, updatedAt: now } },
      );
    },

    async setState(institutionId, mappingId, state, stateReason, now) {
      await mappings.updateOne(
        { _id: mappingId, institutionId },
        { $set: { state, stateReason, updatedAt: now } },
      );
    },

    async revise(institutionId, mapping) {
      const { id, version } = mapping;
      const standing = await mappings.findOne({ _id: id, institutionId }).lean();
      if (standing?.version !== version - 1) return false;
      // What stands is kept before it is replaced: whoever else does so at the same time keeps the same.
      const { _id, ...kept } = standing;
      await versions.updateOne(
        { _id: versionId(id, standing.version) },
        { $set: { ...kept, mappingId: _id } },
        { upsert: true },
      );
      const fields = toFields(institutionId, mapping);
      const { rule, wait, policies, ruleSince, authorId, lookedAt, template, templateId, updatedAt } = fields;
      const { state, stateReason, baseline } = fields;
      const set = await mappings.updateOne(
        { _id: id, institutionId, version: version - 1 },
        {
          $set: {
            version,
            rule,
            wait,
            policies,
            ruleSince,
            authorId,
            lookedAt,
            template,
            templateId,
            state,
            stateReason,
            baseline,
            updatedAt,
          },
        },
      );
      return set.matchedCount === 1;
    },

    async setBaseline(institutionId, mappingId, baseline, lookedAt) {
      await mappings.updateOne(
        { _id: mappingId, institutionId },
        { $set: { baseline, ...(lookedAt && { lookedAt }) } },
      );
    },

    async listByTemplate(institutionId, templateId) {
      const records = await mappings
        .find({ institutionId, templateId, state: { $in: LIVE_STATES } })
        .sort({ placedAt: 1, _id: 1 })
        .lean();
      return records.map((record) => toMapping(record, record._id));
    },

    async dropUnseen(institutionId, placedBefore, now) {
      const dropped = await mappings.updateMany(
        { institutionId, seenAt: null, placedAt: { $lt: placedBefore }, state: { $in: LIVE_STATES } },
        { $set: { state: 'dropped', stateReason: 'never-seen', updatedAt: now } },
      );
      return dropped.modifiedCount;
    },

    async findVersion(institutionId, mappingId, version) {
      const current = await mappings.findOne({ _id: mappingId, institutionId }).lean();
      if (current?.version === version) return toMapping(current, mappingId);
      const record = await versions.findOne({ _id: versionId(mappingId, version), institutionId }).lean();
      return record && toMapping(record, mappingId);
    },
  };
}

function toFields(institutionId: string, mapping: Mapping) {
  return { ...mapping, institutionId, templateId: mapping.template?.templateId ?? null };
}

/** As it was before there were policies. */
const FIRST_POLICIES: Policies = {
  mode: 'automatic',
  until: null,
  learnerIds: null,
  scope: 'course',
  lowered: 'keep',
  earlier: 'included',
  validMonths: null,
  renewal: 'none',
};

function versionId(mappingId: string, version: number): string {
  return `${mappingId}:${version}`;
}

function toMappingOrNull(record: MappingRecord | null): Mapping | null {
  return record && toMapping(record, record._id);
}

function toMapping(record: MappingRecord, id: string): Mapping {
  return {
    id,
    institutionId: record.institutionId,
    courseId: record.courseId,
    key: record.key,
    badgeClassId: record.badgeClassId,
    version: record.version,
    columnRole: record.columnRole,
    columnMaximum: record.columnMaximum,
    rule: record.rule,
    wait: { notBefore: record.wait.notBefore, stoodHours: record.wait.stoodHours },
    policies: { ...FIRST_POLICIES, ...record.policies },
    ruleSince: record.ruleSince ?? record.placedAt,
    authorId: record.authorId ?? record.createdBy,
    lookedAt: record.lookedAt ?? record.placedAt,
    baseline: record.baseline ?? [],
    template: record.template ?? null,
    state: record.state,
    stateReason: record.stateReason,
    placedAt: record.placedAt,
    seenAt: record.seenAt,
    createdBy: record.createdBy,
    updatedAt: record.updatedAt,
  };
}
