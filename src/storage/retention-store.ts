/**
 * Taking scores out of the records of a course that ended long ago, in the collections of the other stores.
 *
 * @module
 */
import type { Connection } from 'mongoose';
import type { RetentionStore } from '../awarding/retention.js';

interface WithInputs {
  readonly _id: string;
  readonly inputs: readonly unknown[];
  readonly history?: readonly { readonly inputs: readonly unknown[] }[];
}

interface WithResults {
  readonly _id: string;
  readonly results?: readonly unknown[];
  readonly shows?: { readonly grade?: boolean } | null;
}

interface AssessmentScores {
  readonly _id: string;
  readonly isPassed: boolean;
  readonly scoreFraction: number | null;
  readonly remark?: string | null;
  readonly levels?: readonly unknown[];
  readonly passback: { readonly scoreGiven: number; readonly scoreMaximum: number };
}

/** Call it after the stores whose records these are. */
export function createRetentionStore(connection: Connection): RetentionStore {
  const decisions = connection.model<WithInputs>('Decision');
  const awards = connection.model<WithInputs>('Award');
  const credentials = connection.model<WithResults>('Credential');
  const assessments = connection.model<AssessmentScores>('Assessment');
  const results = connection.model('OutcomeResult');
  const handIns = connection.model('HandIn');

  async function reduceDecisions(of: { institutionId: string; courseId: string }): Promise<number> {
    const full = (await decisions.find(of).lean()).filter(
      ({ inputs, history = [] }) => inputs.length > 0 || history.some((entry) => entry.inputs.length > 0),
    );
    for (const { _id, history = [] } of full) {
      const reduced = history.map((entry) => ({ ...entry, inputs: [] }));
      // A decision that changes meanwhile rests on scores of now, and is found by the next run.
      await decisions.updateOne({ ...of, _id }, { $set: { inputs: [], history: reduced } });
    }
    return full.length;
  }

  async function reduceAwards(of: { institutionId: string; courseId: string }): Promise<number> {
    const full = (await awards.find(of).lean()).filter(({ inputs }) => inputs.length > 0);
    for (const { _id } of full) await awards.updateOne({ ...of, _id }, { $set: { inputs: [] } });
    return full.length;
  }

  /** What their learner lets others see stands in the signed bytes, and stays; results that nobody is shown go. */
  async function reduceCredentials(of: { institutionId: string; courseId: string }): Promise<number> {
    const { institutionId } = of;
    const ids = (await awards.find(of, { _id: 1 }).lean()).map(({ _id }) => _id);
    const full = (await credentials.find({ institutionId, awardId: { $in: ids } }).lean()).filter(
      ({ results: reached = [], shows }) => reached.length > 0 && shows?.grade !== true,
    );
    for (const { _id } of full)
      await credentials.updateOne({ institutionId, _id }, { $set: { results: [] } });
    return full.length;
  }

  async function reduceAssessments(of: { institutionId: string; courseId: string }): Promise<number> {
    const full = (await assessments.find(of).lean()).filter(
      ({ scoreFraction, remark, levels = [], passback, isPassed }) =>
        scoreFraction !== null ||
        remark != null ||
        levels.length > 0 ||
        passback.scoreMaximum !== 1 ||
        passback.scoreGiven !== Number(isPassed),
    );
    for (const { _id, isPassed } of full) {
      const verdict = {
        scoreFraction: null,
        remark: null,
        levels: [],
        'passback.scoreGiven': Number(isPassed),
        'passback.scoreMaximum': 1,
        'passback.comment': null,
        // Passed or not yet is no score that another column could be sent.
        'passback.lineItemUrl': '',
      };
      await assessments.updateOne({ ...of, _id }, { $set: verdict });
    }
    return full.length;
  }

  return {
    async reduceGrades(institutionId, courseId) {
      const of = { institutionId, courseId };
      const { deletedCount } = await results.deleteMany(of);
      return (
        deletedCount +
        (await reduceDecisions(of)) +
        (await reduceAwards(of)) +
        (await reduceCredentials(of)) +
        (await reduceAssessments(of))
      );
    },

    async removeHandIns(institutionId, courseId) {
      return (await handIns.deleteMany({ institutionId, courseId })).deletedCount;
    },
  };
}
