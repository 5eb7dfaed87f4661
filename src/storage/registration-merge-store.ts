/**
 * What hangs on one course or learner is put on another, over all collections that name either. Made after the stores whose models
 * it reads.
 *
 * Ids of courses, learners and outcomes are UUIDs, so one rewriting serves every record: wherever such an id stands, in a field, a
 * list or a key that is made of several, the other takes its place. What was signed is never rewritten.
 *
 * Each step may be done again: a record that has moved is not met a second time, and one that could not move stays.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { MergePair, RegistrationMergeStore } from '../lti/registration/registration-merge.js';
import { isDuplicateKey } from './duplicate-key.js';
import { isPlain, listIds, rewrite, type Fields, type Ids } from './rewrite-ids.js';

type Stored = Fields & { readonly _id: string };

interface Part {
  readonly model: string;
  /** Fields that are rewritten; all of them where none are named. */
  readonly only?: readonly string[];
  /** The record that it belongs to: where that one stays, it stays, too. */
  readonly follows?: string;
  /** Many records: only those of the courses and learners are read. */
  readonly isLarge?: boolean;
  /** By what the record is found that has the place already; null = by its own id. */
  readonly key?: readonly string[];
  /**
   * The place is taken: what the one that stands there learns from the other, which goes then. Without it, both stay.
   */
  readonly settle?: (standing: Fields, other: Fields) => Fields;
}

const KEEP_STANDING = (): Fields => ({});

const PARTS: readonly Part[] = [
  {
    model: 'Enrolment',
    isLarge: true,
    key: ['courseId', 'learnerId'],
    settle: (standing, other) => ({
      wasEverStaff: standing['wasEverStaff'] === true || other['wasEverStaff'] === true,
      isTestUser: standing['isTestUser'] === true || other['isTestUser'] === true,
      isObserver: standing['isObserver'] === true || other['isObserver'] === true,
      // The younger registration knows who is there now.
      isLearner: other['isLearner'],
      status: other['status'],
      memberSince: standing['memberSince'] ?? other['memberSince'] ?? null,
    }),
  },
  {
    model: 'ResourceLink',
    key: ['courseId', 'resourceLinkId'],
    settle: (standing, other) =>
      isLater(other, standing, 'lastLaunchAt')
        ? pick(other, ['title', 'mappingKey', 'lineItemUrl', 'lastLaunchAt'])
        : {},
  },
  { model: 'OutcomeResult', isLarge: true, settle: KEEP_STANDING },
  { model: 'Decision', isLarge: true },
  { model: 'Mapping' },
  { model: 'MappingVersion' },
  { model: 'Assessment' },
  { model: 'HandIn' },
  { model: 'AwardReview' },
  { model: 'Award' },
  // What the younger one was told of the column there, it was told of the same column.
  { model: 'BadgeScore', isLarge: true, settle: KEEP_STANDING },
  { model: 'Credential', only: ['learnerId'], follows: 'awardId' },
  { model: 'KeyBinding', key: ['courseId', 'claimedKey', 'scope', 'ref'], settle: KEEP_STANDING },
  { model: 'CopyAnswer', key: ['courseId', 'originCourseId'], settle: KEEP_STANDING },
  {
    model: 'MappingApproval',
    settle: (standing, other) =>
      isLater(other, standing, 'decidedAt') ? pick(other, ['state', 'decidedAt']) : {},
  },
  { model: 'BadgeClass', only: ['mayBeMapped', 'draftedInCourseId', 'courseIds'] },
  { model: 'PersonLink' },
  {
    model: 'MailChoice',
    settle: (standing, other) => ({
      wantsMail: standing['wantsMail'] !== false && other['wantsMail'] !== false,
    }),
  },
  { model: 'SyncRound', isLarge: true },
  // When it was read last; the course that stays has its own.
  { model: 'CourseSync', settle: KEEP_STANDING },
];

/** What no LMS sends. */
const RETIRED = 'replaced-';

export function createRegistrationMergeStore(connection: Connection): RegistrationMergeStore {
  const model = (name: string) => connection.model<Stored>(name);

  return {
    async merge(institutionId, { courses, learners }, now) {
      if (courses.length + learners.length === 0) return { left: 0 };
      const ids: Ids = new Map([...courses, ...learners].map(({ from, into }) => [from, into]));
      const scope = { courses: courses.map(({ from }) => from), learners: learners.map(({ from }) => from) };
      const left = new Set<string>();
      const stillNeeded = new Set<string>();
      const note = (record: Stored) => {
        left.add(record._id);
        for (const id of listIds(record)) stillNeeded.add(id);
      };
      await moveOutcomes(institutionId, scope.courses, ids);
      for (const part of PARTS) {
        const stays = (record: Stored) =>
          part.follows !== undefined && left.has(String(record[part.follows]));
        await movePart(institutionId, part, scope, ids, { note, stays });
      }
      await moveSessions(institutionId, ids);
      for (const pair of courses) await retireCourse(institutionId, pair, stillNeeded.has(pair.from));
      for (const pair of learners) await retireLearner(institutionId, pair, stillNeeded.has(pair.from), now);
      return { left: left.size };
    },

    async moveCopies(institutionId, registrationId, to) {
      for await (const { _id } of model('CourseCopy')
        .find({ institutionId, registrationId })
        .lean()
        .cursor()) {
        await model('CourseCopy')
          .updateOne({ _id, institutionId }, { $set: to })
          .catch((error: unknown) => {
            // The same notice was heard under both.
            if (!isDuplicateKey(error)) throw error;
          });
      }
    },
  };

  /** A column that both courses have at one address is one: what names the younger names the older from now on. */
  async function moveOutcomes(institutionId: string, from: readonly string[], ids: Ids): Promise<void> {
    const outcomes = model('Outcome');
    for (const courseId of from) {
      const into = ids.get(courseId);
      for (const record of await outcomes.find({ institutionId, courseId }).lean()) {
        const { _id, lineItemUrl } = record;
        const standing = await outcomes.findOne({ institutionId, courseId: into, lineItemUrl }).lean();
        if (standing) {
          ids.set(_id, standing._id);
          await outcomes.deleteOne({ _id, institutionId });
        } else {
          await outcomes.updateOne({ _id, institutionId }, { $set: { courseId: into } });
        }
      }
    }
  }

  async function movePart(
    institutionId: string,
    part: Part,
    scope: { courses: readonly string[]; learners: readonly string[] },
    ids: Ids,
    { note, stays }: { note: (record: Stored) => void; stays: (record: Stored) => boolean },
  ): Promise<void> {
    const records = model(part.model);
    const ofThem = [{ courseId: { $in: [...scope.courses] } }, { learnerId: { $in: [...scope.learners] } }];
    const filter = part.isLarge ? { institutionId, $or: ofThem } : { institutionId };
    // Read to the end before anything is written: what was moved must not be met again.
    const met: Stored[] = [];
    for await (const record of records.find(filter).lean().cursor()) {
      if (listIds(pick(record, part.only ?? Object.keys(record))).some((id) => ids.has(id))) met.push(record);
    }
    for (const record of met) {
      if (stays(record)) {
        note(record);
        continue;
      }
      const rewritten = rewrite(pick(record, part.only ?? Object.keys(record)), ids) as Fields;
      if (!(await put(institutionId, part, record, { ...record, ...rewritten }))) note(record);
    }
  }

  /** @returns false when the place is taken, and it stays where it is */
  async function put(institutionId: string, part: Part, record: Stored, next: Stored): Promise<boolean> {
    const records = model(part.model);
    const { _id, ...fields } = next;
    const changed = Object.keys(fields).filter((name) => !isSame(record[name], fields[name]));
    try {
      if (_id === record._id) {
        await records.updateOne({ _id, institutionId }, { $set: pick(fields, changed) });
      } else {
        // The new one first: a stop in between leaves it twice, never lost.
        await records.create([next]);
        await records.deleteOne({ _id: record._id, institutionId });
      }
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    if (!part.settle) return false;
    const place = part.key ? pick(next, part.key) : { _id };
    const standing = await records.findOne({ ...place, institutionId }).lean();
    if (!standing) return false;
    const learnt = part.settle(standing, record);
    if (Object.keys(learnt).length > 0) {
      await records.updateOne({ _id: standing._id, institutionId }, { $set: learnt });
    }
    await records.deleteOne({ _id: record._id, institutionId });
    return true;
  }

  /** Whoever has a page open goes on where they were. */
  async function moveSessions(institutionId: string, ids: Ids): Promise<void> {
    const sessions = model('Session');
    for await (const session of sessions.find({}).lean().cursor()) {
      const { _id, launches, newestId } = session;
      const own = (launches as readonly Fields[]).map((launch) =>
        launch['institutionId'] === institutionId ? rewrite(launch, ids) : launch,
      );
      if (isSame(own, launches)) continue;
      await sessions.updateOne({ _id, newestId }, { $set: { launches: own } });
    }
  }

  /** The one that stays has the addresses of the younger registration from now on. */
  async function retireCourse(institutionId: string, pair: MergePair, isNeeded: boolean): Promise<void> {
    const courses = model('Course');
    const from = await courses.findOne({ _id: pair.from, institutionId }).lean();
    if (!from || String(from['contextId']).startsWith(RETIRED)) return;
    const into = await courses.findOne({ _id: pair.into, institutionId }).lean();
    const told = [
      'title',
      'label',
      'membershipsUrl',
      'lineItemsUrl',
      'agsScopes',
      'lastLaunchAt',
      'linkOpenedAt',
    ];
    await courses.updateOne(
      { _id: pair.into, institutionId },
      {
        $set: {
          ...pickTold(from, told),
          bridges: { ...asFields(into, 'bridges'), ...asFields(from, 'bridges') },
        },
      },
    );
    await retire('Course', institutionId, pair.from, isNeeded, 'contextId');
  }

  async function retireLearner(
    institutionId: string,
    pair: MergePair,
    isNeeded: boolean,
    now: Date,
  ): Promise<void> {
    const learners = model('Learner');
    const from = await learners.findOne({ _id: pair.from, institutionId }).lean();
    if (!from || String(from['sub']).startsWith(RETIRED)) return;
    const into = await learners.findOne({ _id: pair.into, institutionId }).lean();
    await learners.updateOne(
      { _id: pair.into, institutionId },
      {
        $set: {
          ...pickTold(from, ['name', 'email', 'language']),
          bridges: { ...asFields(into, 'bridges'), ...asFields(from, 'bridges') },
          updatedAt: now,
        },
      },
    );
    await retire('Learner', institutionId, pair.from, isNeeded, 'sub');
  }

  async function retire(
    name: 'Course' | 'Learner',
    institutionId: string,
    id: string,
    isNeeded: boolean,
    key: string,
  ): Promise<void> {
    const own = { _id: id, institutionId };
    if (isNeeded) await model(name).updateOne(own, { $set: { [key]: RETIRED + randomUUID() } });
    else await model(name).deleteOne(own);
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function pick(record: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (name in record ? [[name, record[name]]] : [])));
}

/** What it says at all: null and an empty list say nothing. */
function pickTold(record: Fields, names: readonly string[]): Fields {
  const told = Object.entries(pick(record, names)).filter(
    ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(told);
}

function asFields(record: Fields | null, name: string): Fields {
  const value = record?.[name];
  return isPlain(value) ? value : {};
}

function isLater(one: Fields, other: Fields, name: string): boolean {
  const [a, b] = [one[name], other[name]];
  return a instanceof Date && !(b instanceof Date && b >= a);
}
