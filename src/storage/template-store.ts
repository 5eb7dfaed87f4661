/**
 * Templates of mappings in the database, and each version as it was made.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { MappingTemplate, TemplateStore } from '../awarding/template.js';
import { AppError } from '../errors/app-error.js';
import { isDuplicateKey } from './duplicate-key.js';

interface TemplateRecord extends Omit<MappingTemplate, 'id'> {
  readonly _id: string;
}

interface TemplateVersionRecord extends TemplateRecord {
  readonly templateId: string;
}

const fields = {
  _id: { type: String, required: true },
  institutionId: { type: String, required: true },
  name: { type: String, required: true },
  badgeClassId: { type: String, required: true },
  version: { type: Number, required: true },
  appliedVersion: { type: Number, required: true },
  columnRole: { type: String, required: true },
  columnMaximum: { type: Number, default: null },
  rule: { type: Schema.Types.Mixed, required: true },
  places: [Schema.Types.Mixed],
  wait: { type: Schema.Types.Mixed, required: true },
  policies: { type: Schema.Types.Mixed, required: true },
  isRetired: Boolean,
  authorId: String,
  updatedAt: Date,
};

const schema = new Schema<TemplateRecord>(fields, { collection: 'mapping_templates', versionKey: false });
schema.index({ institutionId: 1 });

const versionSchema = new Schema<TemplateVersionRecord>(
  { ...fields, templateId: { type: String, required: true } },
  { collection: 'mapping_template_versions', versionKey: false },
);

export function createTemplateStore(connection: Connection): TemplateStore {
  const templates = connection.model<TemplateRecord>('MappingTemplate', schema);
  const versions = connection.model<TemplateVersionRecord>('MappingTemplateVersion', versionSchema);

  return {
    async create(institutionId, template) {
      const { id, ...rest } = { ...template, institutionId };
      try {
        await templates.create([{ _id: id, ...rest }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'a template with this id stands already', {
          templateId: id,
        });
      }
    },

    async find(institutionId, templateId) {
      const record = await templates.findOne({ _id: templateId, institutionId }).lean();
      return record && toTemplate(record, record._id);
    },

    async findVersion(institutionId, templateId, version) {
      const current = await templates.findOne({ _id: templateId, institutionId }).lean();
      if (current?.version === version) return toTemplate(current, templateId);
      const record = await versions.findOne({ _id: `${templateId}:${version}`, institutionId }).lean();
      return record && toTemplate(record, templateId);
    },

    async list(institutionId) {
      const records = await templates.find({ institutionId }).lean();
      return records
        .map((record) => toTemplate(record, record._id))
        .sort((a, b) => a.name.localeCompare(b.name, 'nl'));
    },

    async revise(institutionId, template) {
      const standing = await templates.findOne({ _id: template.id, institutionId }).lean();
      if (standing?.version !== template.version - 1) return false;
      // What stands is kept before it is replaced: whoever else does so at the same time keeps the same.
      const { _id, ...kept } = standing;
      await versions.updateOne(
        { _id: `${_id}:${standing.version}` },
        { $set: { ...kept, templateId: _id } },
        { upsert: true },
      );
      const { name, version, columnRole, columnMaximum, rule, places, wait, policies } = template;
      const { authorId, updatedAt } = template;
      const set = await templates.updateOne(
        { _id: template.id, institutionId, version: version - 1 },
        {
          $set: {
            name,
            version,
            columnRole,
            columnMaximum,
            rule,
            places,
            wait,
            policies,
            authorId,
            updatedAt,
          },
        },
      );
      return set.matchedCount === 1;
    },

    async setApplied(institutionId, templateId, version) {
      await templates.updateOne({ _id: templateId, institutionId }, { $max: { appliedVersion: version } });
    },

    async setRetired(institutionId, templateId, isRetired) {
      await templates.updateOne({ _id: templateId, institutionId }, { $set: { isRetired } });
    },
  };
}

function toTemplate(record: TemplateRecord, id: string): MappingTemplate {
  return {
    id,
    institutionId: record.institutionId,
    name: record.name,
    badgeClassId: record.badgeClassId,
    version: record.version,
    appliedVersion: record.appliedVersion,
    columnRole: record.columnRole,
    columnMaximum: record.columnMaximum,
    rule: record.rule,
    places: record.places,
    wait: record.wait,
    policies: record.policies,
    isRetired: record.isRetired,
    authorId: record.authorId,
    updatedAt: record.updatedAt,
  };
}
