/**
 * What learners are owed to be told, in the records of awards (`award-store.ts`): one indexed moment, `noticeDueAt`, set in the
 * step that notes a credential as issued, says when somebody is to look; it is null once nothing is owed.
 *
 * @module
 */
import type { Connection } from 'mongoose';
import type { AwardNotice, AwardNoticeStore } from '../awarding/award-notice.js';
import { toAward, type AwardRecord } from './award-record.js';

const NOTICE_STATES = [
  'waiting',
  'sending',
  'sent',
  'not-sent',
  'unsure',
] as const satisfies readonly AwardNotice['state'][];

/** Call it after `createAwardStore`: the records are that store's. */
export function createAwardNoticeStore(connection: Connection): AwardNoticeStore {
  const awards = connection.model<AwardRecord>('Award');

  return {
    async listOwed(now, limit) {
      const records = await awards
        .find({ noticeDueAt: { $lte: now } })
        .sort({ noticeDueAt: 1 })
        .limit(limit)
        .lean();
      return records.map((record) => ({
        award: toAward(record),
        notice: record.notice ? toNotice(record.notice) : null,
        dueAt: record.noticeDueAt ?? now,
      }));
    },

    async begin(institutionId, awardId, notice, now, until) {
      const begun = await awards.updateOne(
        {
          _id: awardId,
          institutionId,
          state: 'awarded',
          noticeDueAt: { $lte: now },
          'notice.state': { $nin: ['sending', 'sent'] },
        },
        { $set: { notice, noticeDueAt: until } },
      );
      return begun.matchedCount === 1;
    },

    async save(institutionId, awardId, notice, dueAt) {
      await awards.updateOne({ _id: awardId, institutionId }, { $set: { notice, noticeDueAt: dueAt } });
    },

    async find(institutionId, awardId) {
      const record = await awards.findOne({ _id: awardId, institutionId }).lean();
      return record?.notice ? toNotice(record.notice) : null;
    },

    async countSince(institutionId, since) {
      const counts = await Promise.all(
        NOTICE_STATES.map((state) =>
          awards.countDocuments({ institutionId, 'notice.state': state, 'notice.at': { $gte: since } }),
        ),
      );
      return Object.fromEntries(NOTICE_STATES.map((state, index) => [state, counts[index] ?? 0])) as Record<
        AwardNotice['state'],
        number
      >;
    },

    async listUnsent(institutionId, limit) {
      const found = await Promise.all(
        (['not-sent', 'unsure'] as const).map((state) =>
          awards.find({ institutionId, 'notice.state': state }).sort({ 'notice.at': -1 }).limit(limit).lean(),
        ),
      );
      return found
        .flat()
        .flatMap((record) =>
          record.notice ? [{ award: toAward(record), notice: toNotice(record.notice) }] : [],
        )
        .sort((a, b) => b.notice.at.getTime() - a.notice.at.getTime())
        .slice(0, limit);
    },
  };
}

function toNotice({ state, reason, attempts, at }: AwardNotice): AwardNotice {
  return { state, reason, attempts, at };
}
