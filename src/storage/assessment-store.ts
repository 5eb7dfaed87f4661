/**
 * Assessments in the database: one record per (mapping, learner), whose key is made of both. The id of an assessment
 * is a field beside it, since each new assessment of a learner brings its own.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { Assessment, AssessmentStore } from '../awarding/assessment.js';
import type { ChosenLevel } from '../awarding/rubric.js';
import { dueAt, passbackSchema, toPassback } from './awarding-fields.js';
import { isDuplicateKey } from './duplicate-key.js';

interface AssessmentRecord extends Omit<Assessment, 'id'> {
  /** `{mappingId}:{learnerId}` */
  readonly _id: string;
  readonly assessmentId: string;
  readonly passbackDueAt: Date | null;
}

const schema = new Schema<AssessmentRecord>(
  {
    _id: { type: String, required: true },
    assessmentId: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    mappingId: { type: String, required: true },
    learnerId: { type: String, required: true },
    isPassed: Boolean,
    scoreFraction: { type: Number, default: null },
    remark: { type: String, default: null },
    levels: {
      type: [new Schema<ChosenLevel>({ criterion: String, level: String, points: Number }, { _id: false })],
      default: [],
    },
    handInId: { type: String, default: null },
    assessedBy: String,
    assessedAt: Date,
    passback: { type: passbackSchema, required: true },
    passbackDueAt: { type: Date, default: null },
  },
  { collection: 'assessments', versionKey: false },
);
schema.index({ assessmentId: 1 });
schema.index({ institutionId: 1, learnerId: 1 });
schema.index({ institutionId: 1, courseId: 1, passbackDueAt: 1 });

export function createAssessmentStore(connection: Connection): AssessmentStore {
  const assessments = connection.model<AssessmentRecord>('Assessment', schema);

  return {
    async save(institutionId, assessment) {
      const { id, ...fields } = { ...assessment, institutionId };
      const record = { ...fields, assessmentId: id, passbackDueAt: dueAt(assessment.passback) };
      const older = { _id: pairId(assessment), institutionId, assessedAt: { $lte: assessment.assessedAt } };
      try {
        await assessments.updateOne(older, { $set: record }, { upsert: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // One stands there. It may be older all the same: two first ones may have come at once.
        await assessments.updateOne(older, { $set: record });
      }
    },

    async find(institutionId, mappingId, learnerId) {
      const record = await assessments
        .findOne({ _id: pairId({ mappingId, learnerId }), institutionId })
        .lean();
      return record && toAssessment(record);
    },

    async listByCourse(institutionId, courseId) {
      const records = await assessments.find({ institutionId, courseId }).lean();
      return records.map(toAssessment);
    },

    async listOwed(institutionId, courseId, now) {
      const records = await assessments
        .find({ institutionId, courseId, passbackDueAt: { $lte: now } })
        .sort({ passbackDueAt: 1 })
        .lean();
      return records.map(toAssessment);
    },

    async findNextOwed(institutionId, courseId, now) {
      const next = await assessments
        .findOne({ institutionId, courseId, passbackDueAt: { $gt: now } })
        .sort({ passbackDueAt: 1 })
        .lean();
      return next?.passbackDueAt ?? null;
    },

    async setPassback(institutionId, assessmentId, assessedAt, passback) {
      await assessments.updateOne(
        { assessmentId, institutionId, assessedAt },
        { $set: { passback, passbackDueAt: dueAt(passback) } },
      );
    },
  };
}

function pairId({ mappingId, learnerId }: Pick<Assessment, 'mappingId' | 'learnerId'>): string {
  return `${mappingId}:${learnerId}`;
}

function toAssessment(record: AssessmentRecord): Assessment {
  return {
    id: record.assessmentId,
    institutionId: record.institutionId,
    courseId: record.courseId,
    mappingId: record.mappingId,
    learnerId: record.learnerId,
    isPassed: record.isPassed,
    scoreFraction: record.scoreFraction,
    remark: record.remark ?? null,
    levels: (record.levels ?? []).map(({ criterion, level, points }) => ({ criterion, level, points })),
    handInId: record.handInId ?? null,
    assessedBy: record.assessedBy,
    assessedAt: record.assessedAt,
    passback: toPassback(record.passback),
  };
}
