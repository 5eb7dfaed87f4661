/**
 * Who approves which badge class, and groups of approvers, in the database.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { ApproverGroup, AwardingRules, AwardingRulesStore } from '../awarding/approver.js';
import { retryOnDuplicateKey } from './duplicate-key.js';

interface AwardingRulesRecord extends Omit<AwardingRules, 'badgeClassId'> {
  /** The badge class's id. */
  readonly _id: string;
}

interface ApproverGroupRecord extends Omit<ApproverGroup, 'id'> {
  readonly _id: string;
}

const rulesSchema = new Schema<AwardingRulesRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    approvers: { type: String, required: true },
    people: [Schema.Types.Mixed],
    groupId: { type: String, default: null },
    asksFourEyes: Boolean,
    lookEveryMonths: { type: Number, default: null },
    updatedAt: Date,
  },
  { collection: 'awarding_rules', versionKey: false },
);
rulesSchema.index({ institutionId: 1 });

const groupSchema = new Schema<ApproverGroupRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    name: { type: String, required: true },
    members: [Schema.Types.Mixed],
    updatedAt: Date,
  },
  { collection: 'approver_groups', versionKey: false },
);
groupSchema.index({ institutionId: 1 });

export function createAwardingRulesStore(connection: Connection): AwardingRulesStore {
  const rules = connection.model<AwardingRulesRecord>('AwardingRules', rulesSchema);
  const groups = connection.model<ApproverGroupRecord>('ApproverGroup', groupSchema);

  return {
    async find(institutionId, badgeClassId) {
      const record = await rules.findOne({ _id: badgeClassId, institutionId }).lean();
      return record && toRules(record);
    },

    async list(institutionId) {
      return (await rules.find({ institutionId }).lean()).map(toRules);
    },

    async save(institutionId, { badgeClassId, ...fields }) {
      await retryOnDuplicateKey(() =>
        rules.updateOne(
          { _id: badgeClassId, institutionId },
          { $set: { ...fields, institutionId } },
          { upsert: true },
        ),
      );
    },

    async findGroup(institutionId, groupId) {
      const record = await groups.findOne({ _id: groupId, institutionId }).lean();
      return record && toGroup(record);
    },

    async listGroups(institutionId) {
      const found = (await groups.find({ institutionId }).lean()).map(toGroup);
      return found.sort((a, b) => a.name.localeCompare(b.name, 'nl'));
    },

    async saveGroup(institutionId, { id, ...fields }) {
      await retryOnDuplicateKey(() =>
        groups.updateOne(
          { _id: id, institutionId },
          { $set: { ...fields, institutionId } },
          { upsert: true },
        ),
      );
    },

    async deleteGroup(institutionId, groupId) {
      await groups.deleteOne({ _id: groupId, institutionId });
    },
  };
}

function toRules(record: AwardingRulesRecord): AwardingRules {
  return {
    badgeClassId: record._id,
    institutionId: record.institutionId,
    approvers: record.approvers,
    people: record.people.map(({ kind, id }) => ({ kind, id })),
    groupId: record.groupId,
    asksFourEyes: record.asksFourEyes,
    lookEveryMonths: record.lookEveryMonths,
    updatedAt: record.updatedAt,
  };
}

function toGroup(record: ApproverGroupRecord): ApproverGroup {
  return {
    id: record._id,
    institutionId: record.institutionId,
    name: record.name,
    members: record.members.map(({ kind, id }) => ({ kind, id })),
    updatedAt: record.updatedAt,
  };
}
