/**
 * First sights of awards in the database: one record per (award, revision).
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { AwardSightStore } from '../awarding/award-sight.js';
import { isDuplicateKey } from './duplicate-key.js';

interface AwardSightRecord {
  /** Institution, award and revision: nobody else's award is seen by asking for it. */
  readonly _id: string;
  readonly institutionId: string;
  readonly awardId: string;
  readonly seenAt: Date;
}

const schema = new Schema<AwardSightRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    awardId: { type: String, required: true },
    seenAt: { type: Date, required: true },
  },
  { collection: 'award_sights', versionKey: false },
);

export function createAwardSightStore(connection: Connection): AwardSightStore {
  const sights = connection.model<AwardSightRecord>('AwardSight', schema);

  return {
    async see(institutionId, awardId, revision, now) {
      const _id = `${institutionId}:${awardId}:${revision}`;
      try {
        await sights.create([{ _id, institutionId, awardId, seenAt: now }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
