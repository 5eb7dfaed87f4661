/**
 * Everything about one learner, over the collections that hold any of it. Made after the stores whose models it reads.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { EvidenceFileStore } from '../awarding/evidence-file.js';
import type { LearnerDataStore, LearnerFile } from '../institutions/learner-data.js';

/** Records of one learner alone, which go when they are erased. */
const GOING = {
  enrolments: 'Enrolment',
  results: 'OutcomeResult',
  decisions: 'Decision',
  assessments: 'Assessment',
  badgeScores: 'BadgeScore',
  reviews: 'AwardReview',
  handIns: 'HandIn',
} as const;

interface Owned {
  readonly _id: string;
  readonly institutionId: string;
  readonly learnerId: string;
}

type Fields = Record<string, unknown>;

export function createLearnerDataStore(
  connection: Connection,
  evidenceFiles: Pick<EvidenceFileStore, 'read' | 'remove'>,
): LearnerDataStore {
  const model = <T = Fields>(name: string) => connection.model<T>(name);

  async function listFiles(institutionId: string, learnerId: string): Promise<LearnerFile[]> {
    const handIns = await model<Owned & { readonly files: readonly LearnerFile[] }>(GOING.handIns)
      .find({ institutionId, learnerId })
      .lean();
    return handIns.flatMap(({ files }) =>
      files.map(({ id, name, mediaType, size }) => ({ id, name, mediaType, size })),
    );
  }

  /** One for each revision that was ever looked at. */
  async function listSightIds(institutionId: string, learnerId: string): Promise<string[]> {
    const awards = await model<Owned & { readonly revision: number }>('Award')
      .find({ institutionId, learnerId }, { revision: 1 })
      .lean();
    return awards.flatMap(({ _id, revision }) =>
      Array.from({ length: revision }, (_, index) => `${institutionId}:${_id}:${index + 1}`),
    );
  }

  return {
    async look(institutionId, learnerId) {
      const own = { institutionId, learnerId };
      return {
        decisions: toPlain(await model(GOING.decisions).find(own).lean()),
        credentials: toPlain(await model('Credential').find(own, { _id: 1, awardId: 1, state: 1 }).lean()),
        files: await listFiles(institutionId, learnerId),
      };
    },

    async collect(institutionId, learnerId) {
      const own = { institutionId, learnerId };
      const read = (name: string, filter: Fields = own) => model(name).find(filter).lean();
      const sightIds = await listSightIds(institutionId, learnerId);
      const launches = { $elemMatch: own };
      const records = {
        enrolments: await read(GOING.enrolments),
        results: await read(GOING.results),
        decisions: await read(GOING.decisions),
        assessments: await read(GOING.assessments),
        badgeScores: await read(GOING.badgeScores),
        reviews: await read(GOING.reviews),
        handIns: await read(GOING.handIns),
        files: await listFiles(institutionId, learnerId),
        awards: await read('Award'),
        sights:
          sightIds.length === 0 ? [] : await read('AwardSight', { _id: { $in: sightIds }, institutionId }),
        credentials: await read('Credential'),
        mailChoices: await read('MailChoice', { _id: mailChoiceId(learnerId), institutionId }),
        sessions: (
          await model<{ launches: readonly Owned[]; expiresAt: Date }>('Session').find({ launches }).lean()
        ).map((session) => ({
          expiresAt: session.expiresAt,
          launches: session.launches.filter((one) => one.learnerId === learnerId),
        })),
        auditEntries: [
          ...(await read('AuditEntry', { institutionId, 'subject.id': learnerId })),
          ...(await read('AuditEntry', {
            institutionId,
            'actor.id': learnerId,
            'subject.id': { $ne: learnerId },
          })),
        ],
      };
      return toPlain(records);
    },

    async listCredentialIds(institutionId, learnerId) {
      const records = await model<Owned>('Credential').find({ institutionId, learnerId }, { _id: 1 }).lean();
      return records.map(({ _id }) => _id);
    },

    async openFile(institutionId, learnerId, fileId) {
      const file = (await listFiles(institutionId, learnerId)).find(({ id }) => id === fileId);
      const pieces = file ? await evidenceFiles.read(institutionId, fileId) : null;
      return file && pieces ? { file, pieces } : null;
    },

    async erase(institutionId, learnerId, now) {
      const own = { institutionId, learnerId };
      // What is found through other records goes before they do: stopped in between, it is found again.
      const files = await listFiles(institutionId, learnerId);
      await evidenceFiles.remove(
        institutionId,
        files.map(({ id }) => id),
      );
      for (const _id of await listSightIds(institutionId, learnerId))
        await model('AwardSight').deleteOne({ _id, institutionId });
      for (const name of Object.values(GOING)) await model<Owned>(name).deleteMany(own);
      await model('MailChoice').deleteOne({ _id: mailChoiceId(learnerId), institutionId });
      await model('Session').deleteMany({ launches: { $elemMatch: own } });
      await emptyAwards(own);
      await model('Credential').updateMany(own, {
        $set: {
          jwt: '',
          json: null,
          results: [],
          evidence: [],
          earlier: [],
          isShared: false,
          shows: null,
          state: 'revoked',
          stateReason: null,
          stateChangedAt: now,
        },
      });
      // Whoever comes back by a launch begins anew: the LMS's id of them stands here no longer.
      await model('Learner').updateOne(
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

  /** The award stays, without what people wrote about its learner, and owes nothing more. */
  async function emptyAwards(own: { institutionId: string; learnerId: string }): Promise<void> {
    const awards = model('Award');
    const set = (filter: Fields, fields: Fields) =>
      awards.updateMany({ ...own, ...filter }, { $set: fields });
    await set(
      {},
      {
        inputs: [],
        keptPrint: null,
        passback: null,
        deliveryDueAt: null,
        revocationDueAt: null,
        notice: null,
        noticeDueAt: null,
      },
    );
    await set(
      { 'delivery.state': 'waiting' },
      { 'delivery.state': 'undeliverable', 'delivery.lastErrorCode': 'learner_erased' },
    );
    await set({ 'grounds.kind': { $exists: true } }, { 'grounds.reason': null, 'grounds.evidence': [] });
    await set({ 'ended.kind': { $exists: true } }, { 'ended.reason': '', 'ended.print': '' });
    await set(
      { 'revocation.token': { $exists: true } },
      { 'revocation.reason': '', 'revocation.state': 'done' },
    );
  }
}

/** Plain values: what an export writes down. */
function toPlain<T>(records: T): T {
  return JSON.parse(JSON.stringify(records)) as T;
}

function mailChoiceId(learnerId: string): string {
  return `learner:${learnerId}`;
}
