/**
 * Awards in the database. The unique `liveKey` is what makes an award happen once, however many writers try.
 *
 * What is owed is found by two indexed moments, `deliveryDueAt` and `passbackDueAt`, each written together with the
 * part it is derived from: neither needs the other to be read first, and both are null once nothing is owed.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { Award, AwardStore, Delivery, Grounds } from '../awarding/award.js';
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

/** Members that came later are absent from older records. */
type Later = 'grounds' | 'ended' | 'expiresAt' | 'undoUntil' | 'revocation' | 'keptPrint';

export interface AwardRecord extends Omit<Award, 'id' | Later>, Partial<Pick<Award, Later>> {
  readonly _id: string;
  /** `award-notice-store.ts` */
  readonly notice?: AwardNotice | null;
  readonly noticeDueAt?: Date | null;
  readonly revocationDueAt?: Date | null;
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
    begunAt: { type: Date, default: null },
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
    grounds: Schema.Types.Mixed,
    ended: { type: Schema.Types.Mixed, default: null },
    expiresAt: { type: Date, default: null },
    undoUntil: { type: Date, default: null },
    revocation: { type: Schema.Types.Mixed, default: null },
    revocationDueAt: { type: Date, default: null },
    keptPrint: { type: String, default: null },
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
schema.index({ institutionId: 1, 'notice.state': 1, 'notice.at': 1 });
schema.index({ institutionId: 1, courseId: 1, revocationDueAt: 1 });

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

    async listLive(institutionId, liveKeys) {
      const records = await awards.find({ institutionId, liveKey: { $in: [...liveKeys] } }).lean();
      return records.map(toAward);
    },

    async listHolders(institutionId, badgeClassId) {
      const records = await awards.find({ institutionId, badgeClassId, state: 'awarded' }).lean();
      return [...new Set(records.map(({ learnerId }) => learnerId))];
    },

    async listOwed(institutionId, courseId, now) {
      // Index reads of their own rather than one $or over all.
      const [deliveries, passbacks, revocations] = await Promise.all([
        awards.find({ institutionId, courseId, deliveryDueAt: { $lte: now } }).lean(),
        awards.find({ institutionId, courseId, passbackDueAt: { $lte: now } }).lean(),
        awards.find({ institutionId, courseId, revocationDueAt: { $lte: now } }).lean(),
      ]);
      const owed = new Map(
        [...deliveries, ...passbacks, ...revocations].map((record) => [record._id, toAward(record)]),
      );
      return [...owed.values()].sort((a, b) => a.awardedAt.getTime() - b.awardedAt.getTime());
    },

    async findNextOwed(institutionId, courseId, now) {
      const of = { institutionId, courseId };
      const [delivery, passback, revocation] = await Promise.all([
        awards
          .findOne({ ...of, deliveryDueAt: { $gt: now } })
          .sort({ deliveryDueAt: 1 })
          .lean(),
        awards
          .findOne({ ...of, passbackDueAt: { $gt: now } })
          .sort({ passbackDueAt: 1 })
          .lean(),
        awards
          .findOne({ ...of, revocationDueAt: { $gt: now } })
          .sort({ revocationDueAt: 1 })
          .lean(),
      ]);
      return earliest([delivery?.deliveryDueAt, passback?.passbackDueAt, revocation?.revocationDueAt]);
    },

    async setDelivery(institutionId, awardId, delivery) {
      const set = await awards.updateOne(
        { _id: awardId, institutionId, state: 'awarded', 'delivery.state': { $ne: 'issued' } },
        {
          $set: {
            delivery,
            deliveryDueAt: dueAt(delivery),
            // From this very step on there is something to tell.
            ...(delivery.state === 'issued' && { noticeDueAt: delivery.nextAttemptAt }),
          },
        },
      );
      return set.matchedCount === 1;
    },

    async setPassback(institutionId, awardId, passback) {
      await awards.updateOne(
        // Another score may be owed by now: that of an award that was withdrawn meanwhile.
        { _id: awardId, institutionId, 'passback.scoreGiven': passback.scoreGiven },
        { $set: { passback, passbackDueAt: dueAt(passback) } },
      );
    },

    async beginDelivery(institutionId, awardId, now) {
      const begun = await awards.updateOne(
        { _id: awardId, institutionId, state: 'awarded', 'delivery.state': 'waiting' },
        { $set: { 'delivery.begunAt': now } },
      );
      return begun.matchedCount === 1;
    },

    async end(institutionId, { id, revision }, ended, { revocation, passback }) {
      const set = await awards.updateOne(
        { _id: id, institutionId, state: 'awarded', revision },
        {
          $set: {
            state: ended.kind,
            ended,
            deliveryDueAt: null,
            ...(revocation && { revocation, revocationDueAt: dueAt(revocation) }),
            ...(passback && { passback, passbackDueAt: dueAt(passback) }),
          },
        },
      );
      return set.matchedCount === 1;
    },

    async release(institutionId, awardId, liveKey, freeKey) {
      const set = await awards.updateOne(
        { _id: awardId, institutionId, liveKey, state: { $in: ['withdrawn', 'expired'] } },
        { $set: { liveKey: freeKey } },
      );
      return set.matchedCount === 1;
    },

    async undo(institutionId, awardId, freeKey) {
      const set = await awards.updateOne(
        {
          _id: awardId,
          institutionId,
          state: 'awarded',
          'delivery.state': 'waiting',
          'delivery.begunAt': null,
        },
        { $set: { state: 'undone', liveKey: freeKey, deliveryDueAt: null, passbackDueAt: null } },
      );
      return set.matchedCount === 1;
    },

    async revise(institutionId, { id, revision }, delivery, revocation) {
      const set = await awards.updateOne(
        { _id: id, institutionId, state: 'awarded', revision, 'delivery.state': 'issued' },
        {
          $set: {
            revision: revision + 1,
            delivery,
            deliveryDueAt: dueAt(delivery),
            revocation,
            revocationDueAt: dueAt(revocation),
          },
        },
      );
      return set.matchedCount === 1;
    },

    async setRevocation(institutionId, awardId, revocation) {
      await awards.updateOne(
        { _id: awardId, institutionId, 'revocation.token': revocation.token },
        { $set: { revocation, revocationDueAt: dueAt(revocation) } },
      );
    },

    async setKept(institutionId, awardId, print) {
      await awards.updateOne({ _id: awardId, institutionId }, { $set: { keptPrint: print } });
    },
  };
}

/** Before there were others, whoever was named had assessed. */
const BY_RULE: Grounds = { kind: 'rule', reason: null, evidence: [] };
const BY_ASSESSMENT: Grounds = { kind: 'assessment', reason: null, evidence: [] };

function toDelivery(record: Delivery): Delivery {
  const { kind, state, credentialId, attempts, nextAttemptAt, lastErrorCode, begunAt } = record;
  return {
    kind,
    state,
    credentialId,
    attempts,
    nextAttemptAt,
    lastErrorCode,
    ...(begunAt && { begunAt }),
  };
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
    grounds: record.grounds ?? (record.awardedBy === 'rule' ? BY_RULE : BY_ASSESSMENT),
    ended: record.ended ?? null,
    expiresAt: record.expiresAt ?? null,
    undoUntil: record.undoUntil ?? null,
    revocation: record.revocation ?? null,
    keptPrint: record.keptPrint ?? null,
  };
}
