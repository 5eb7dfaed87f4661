/**
 * Awards in the database. The unique `liveKey` is what makes an award happen once, however many writers try.
 *
 * What is owed is found by two indexed moments, `deliveryDueAt` and `revocationDueAt`, each written together with the
 * part it is derived from: neither needs the other to be read first, and both are null once nothing is owed.
 *
 * @module
 */
import type { Connection } from 'mongoose';
import type { AwardStore } from '../awarding/award.js';
import { awardSchema, toAward, type AwardRecord } from './award-record.js';
import { dueAt, earliest } from './awarding-fields.js';
import { isDuplicateKey } from './duplicate-key.js';

export function createAwardStore(connection: Connection): AwardStore {
  const awards = connection.model<AwardRecord>('Award', awardSchema);

  return {
    async create(institutionId, award) {
      const { id, ...fields } = { ...award, institutionId };
      try {
        await awards.create([{ _id: id, ...fields, deliveryDueAt: dueAt(award.delivery) }]);
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
      const [deliveries, revocations] = await Promise.all([
        awards.find({ institutionId, courseId, deliveryDueAt: { $lte: now } }).lean(),
        awards.find({ institutionId, courseId, revocationDueAt: { $lte: now } }).lean(),
      ]);
      const owed = new Map([...deliveries, ...revocations].map((record) => [record._id, toAward(record)]));
      return [...owed.values()].sort((a, b) => a.awardedAt.getTime() - b.awardedAt.getTime());
    },

    async findNextOwed(institutionId, courseId, now) {
      const of = { institutionId, courseId };
      const [delivery, revocation] = await Promise.all([
        awards
          .findOne({ ...of, deliveryDueAt: { $gt: now } })
          .sort({ deliveryDueAt: 1 })
          .lean(),
        awards
          .findOne({ ...of, revocationDueAt: { $gt: now } })
          .sort({ revocationDueAt: 1 })
          .lean(),
      ]);
      return earliest([delivery?.deliveryDueAt, revocation?.revocationDueAt]);
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

    async beginDelivery(institutionId, awardId, now) {
      const begun = await awards.updateOne(
        { _id: awardId, institutionId, state: 'awarded', 'delivery.state': 'waiting' },
        { $set: { 'delivery.begunAt': now } },
      );
      return begun.matchedCount === 1;
    },

    async end(institutionId, { id, revision }, ended, revocation) {
      const set = await awards.updateOne(
        { _id: id, institutionId, state: 'awarded', revision },
        {
          $set: {
            state: ended.kind,
            ended,
            deliveryDueAt: null,
            ...(revocation && { revocation, revocationDueAt: dueAt(revocation) }),
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
        { $set: { state: 'undone', liveKey: freeKey, deliveryDueAt: null } },
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
