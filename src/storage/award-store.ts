/**
 * Awards in the database. The unique `liveKey` is what makes an award happen once, however many writers try.
 *
 * What is owed is found by two indexed moments, `deliveryDueAt` and `passbackDueAt`, each written together with the
 * part it is derived from: neither needs the other to be read first, and both are null once nothing is owed.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { Award, AwardStore, Delivery } from '../awarding/award.js';
import {
  decisionInputSchema,
  dueAt,
  earliest,
  passbackSchema,
  toDecisionInput,
  toPassback,
} from './awarding-fields.js';
import type { AwardNotice } from '../awarding/award-notice.js';
import { isDuplicateKey } from './duplicate-key.js';

export interface AwardRecord extends Omit<Award, 'id'> {
  readonly _id: string;
  /** `award-notice-store.ts` */
  readonly notice: AwardNotice | null;
  readonly noticeDueAt: Date | null;
  readonly deliveryDueAt: Date | null;
  readonly passbackDueAt: Date | null;
}

const deliverySchema = new Schema<Delivery>(
  {
    kind: String,
    state: String,
    credentialId: { type: String, default: null },
    attempts: Number,
    nextAttemptAt: Date,
    lastErrorCode: { type: String, default: null },
  },
  { _id: false },
);

const noticeSchema = new Schema<AwardNotice>(
  { state: String, reason: { type: String, default: null }, attempts: Number, at: Date },
  { _id: false },
);

const schema = new Schema<AwardRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    badgeClassId: { type: String, required: true },
    badgeClassVersion: Number,
    courseId: { type: String, required: true },
    learnerId: { type: String, required: true },
    mappingId: { type: String, required: true },
    mappingVersion: Number,
    liveKey: { type: String, required: true },
    revision: Number,
    state: { type: String, required: true },
    inputs: [decisionInputSchema],
    awardedAt: Date,
    awardedBy: String,
    delivery: { type: deliverySchema, required: true },
    passback: { type: passbackSchema, default: null },
    deliveryDueAt: { type: Date, default: null },
    passbackDueAt: { type: Date, default: null },
    notice: { type: noticeSchema, default: null },
    noticeDueAt: { type: Date, default: null },
  },
  { collection: 'awards', versionKey: false },
);
schema.index({ institutionId: 1, liveKey: 1 }, { unique: true });
schema.index({ institutionId: 1, courseId: 1, awardedAt: 1 });
schema.index({ institutionId: 1, learnerId: 1, awardedAt: 1 });
schema.index({ institutionId: 1, badgeClassId: 1, state: 1 });
schema.index({ institutionId: 1, courseId: 1, deliveryDueAt: 1 });
schema.index({ institutionId: 1, courseId: 1, passbackDueAt: 1 });
schema.index({ noticeDueAt: 1 });

export function createAwardStore(connection: Connection): AwardStore {
  const awards = connection.model<AwardRecord>('Award', schema);

  return {
    async create(institutionId, award) {
      const { id, ...fields } = { ...award, institutionId };
      const due = { deliveryDueAt: dueAt(award.delivery), passbackDueAt: dueAt(award.passback) };
      try {
        await awards.create([{ _id: id, ...fields, ...due }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async find(institutionId, awardId) {
      const record = await awards.findOne({ _id: awardId, institutionId }).lean();
      return record && toAward(record);
    },

    async listByCourse(institutionId, courseId) {
      const records = await awards.find({ institutionId, courseId }).sort({ awardedAt: 1, _id: 1 }).lean();
      return records.map(toAward);
    },

    async listByLearner(institutionId, learnerId) {
      const records = await awards.find({ institutionId, learnerId }).sort({ awardedAt: -1, _id: 1 }).lean();
      return records.map(toAward);
    },

    async findLive(institutionId, liveKey) {
      const record = await awards.findOne({ institutionId, liveKey }).lean();
      return record && toAward(record);
    },

    async listHolders(institutionId, badgeClassId) {
      const records = await awards.find({ institutionId, badgeClassId, state: 'awarded' }).lean();
      return [...new Set(records.map(({ learnerId }) => learnerId))];
    },

    async listOwed(institutionId, courseId, now) {
      // Two index reads rather than one $or over both.
      const [deliveries, passbacks] = await Promise.all([
        awards.find({ institutionId, courseId, deliveryDueAt: { $lte: now } }).lean(),
        awards.find({ institutionId, courseId, passbackDueAt: { $lte: now } }).lean(),
      ]);
      const owed = new Map([...deliveries, ...passbacks].map((record) => [record._id, toAward(record)]));
      return [...owed.values()].sort((a, b) => a.awardedAt.getTime() - b.awardedAt.getTime());
    },

    async findNextOwed(institutionId, courseId, now) {
      const of = { institutionId, courseId };
      const [delivery, passback] = await Promise.all([
        awards
          .findOne({ ...of, deliveryDueAt: { $gt: now } })
          .sort({ deliveryDueAt: 1 })
          .lean(),
        awards
          .findOne({ ...of, passbackDueAt: { $gt: now } })
          .sort({ passbackDueAt: 1 })
          .lean(),
      ]);
      return earliest([delivery?.deliveryDueAt, passback?.passbackDueAt]);
    },

    async setDelivery(institutionId, awardId, delivery) {
      const set = await awards.updateOne(
        { _id: awardId, institutionId, 'delivery.state': { $ne: 'issued' } },
        {
          $set: {
            delivery,
            deliveryDueAt: dueAt(delivery),
            // From this very step on there is something to tell; a new revision of the same award is no news.
            ...(delivery.state === 'issued' && { noticeDueAt: delivery.nextAttemptAt }),
          },
        },
      );
      return set.matchedCount === 1;
    },

    async setPassback(institutionId, awardId, passback) {
      await awards.updateOne(
        { _id: awardId, institutionId },
        { $set: { passback, passbackDueAt: dueAt(passback) } },
      );
    },
  };
}

function toDelivery(record: Delivery): Delivery {
  const { kind, state, credentialId, attempts, nextAttemptAt, lastErrorCode } = record;
  return { kind, state, credentialId, attempts, nextAttemptAt, lastErrorCode };
}

export function toAward(record: AwardRecord): Award {
  return {
    id: record._id,
    institutionId: record.institutionId,
    badgeClassId: record.badgeClassId,
    badgeClassVersion: record.badgeClassVersion,
    courseId: record.courseId,
    learnerId: record.learnerId,
    mappingId: record.mappingId,
    mappingVersion: record.mappingVersion,
    liveKey: record.liveKey,
    revision: record.revision,
    state: record.state,
    inputs: record.inputs.map(toDecisionInput),
    awardedAt: record.awardedAt,
    awardedBy: record.awardedBy,
    delivery: toDelivery(record.delivery),
    passback: record.passback && toPassback(record.passback),
  };
}
