/**
 * Everything about one learner, over the collections that hold any of it. Made after the stores whose models it reads.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { LearnerDataStore } from '../institutions/learner-data.js';

/** Where records of a learner stand, and go when they are erased. */
const DELETED = {
  enrolments: 'Enrolment',
  results: 'OutcomeResult',
  decisions: 'Decision',
  assessments: 'Assessment',
} as const;

interface Owned {
  readonly institutionId: string;
  readonly learnerId: string;
}

export function createLearnerDataStore(connection: Connection): LearnerDataStore {
  async function read(model: string, institutionId: string, learnerId: string): Promise<unknown[]> {
    const records = await connection.model<Owned>(model).find({ institutionId, learnerId }).lean();
    // Plain values: what an export writes down.
    return JSON.parse(JSON.stringify(records)) as unknown[];
  }

  return {
    async collect(institutionId, learnerId) {
      return {
        enrolments: await read(DELETED.enrolments, institutionId, learnerId),
        results: await read(DELETED.results, institutionId, learnerId),
        decisions: await read(DELETED.decisions, institutionId, learnerId),
        assessments: await read(DELETED.assessments, institutionId, learnerId),
        awards: await read('Award', institutionId, learnerId),
        credentials: await read('Credential', institutionId, learnerId),
      };
    },

    async listCredentialIds(institutionId, learnerId) {
      const records = await connection
        .model<Owned>('Credential')
        .find({ institutionId, learnerId }, { _id: 1 })
        .lean();
      return records.map(({ _id }) => String(_id));
    },

    async erase(institutionId, learnerId, now) {
      const own = { institutionId, learnerId };
      for (const model of Object.values(DELETED)) await connection.model<Owned>(model).deleteMany(own);
      await connection
        .model<Owned & { inputs: unknown[]; awardedBy: string }>('Award')
        .updateMany(own, { $set: { inputs: [] } });
      await connection.model<Owned & Record<string, unknown>>('Credential').updateMany(own, {
        $set: {
          jwt: '',
          json: null,
          results: [],
          evidence: [],
          earlier: [],
          isShared: false,
          state: 'revoked',
          stateReason: null,
          stateChangedAt: now,
        },
      });
      // Whoever comes back by a launch begins anew: the LMS's id of them stands here no longer.
      await connection.model<Record<string, unknown>>('Learner').updateOne(
        { _id: learnerId, institutionId },
        {
          $set: {
            sub: `erased-${randomUUID()}`,
            name: null,
            email: null,
            language: null,
            bridges: {},
            standingChoice: null,
            updatedAt: now,
          },
        },
      );
    },
  };
}
