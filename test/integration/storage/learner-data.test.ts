import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEPT_DATA } from '../../../src/awarding/kept-data.js';
import { createAuditLog } from '../../../src/institutions/audit-log.js';
import { createLearnerAdmin, type LearnerExport } from '../../../src/institutions/learner-admin.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import {
  buildAward,
  buildAwardEnd,
  buildLaunch,
  buildReview,
  buildRevocation,
} from '../../support/build-records.js';
import { buildMember } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

/** Stands in everything about Anna that is more than an id. */
const MARK = 'zebrafish';
const ACTOR = { kind: 'tool' } as const;

/**
 * Of every collection in which anything of a learner stands: what erasure does with it. One that is made later fails below until
 * it has a row here and in kept-data.ts, and is treated by learner-data-store.ts.
 */
const ERASURE: Readonly<Record<string, 'goes' | 'is-emptied' | 'stays-by-id'>> = {
  learners: 'is-emptied',
  person_links: 'goes',
  enrolments: 'goes',
  outcome_results: 'goes',
  decisions: 'goes',
  award_reviews: 'goes',
  assessments: 'goes',
  badge_scores: 'goes',
  hand_ins: 'goes',
  evidence_files: 'goes',
  evidence_pieces: 'goes',
  awards: 'is-emptied',
  award_sights: 'goes',
  credentials: 'is-emptied',
  mail_choices: 'goes',
  sessions: 'goes',
  audit_entries: 'stays-by-id',
};

/** Nothing of a learner is written there. What somebody did as staff stands by their id alone. */
const NOTHING_OF_A_LEARNER: readonly string[] = [
  'institutions', 'institution_logos', 'admin_accounts', 'admin_sessions', 'admin_links', 'sign_in_attempts',
  'registrations', 'deployments', 'invites', 'connections', 'health_signals', 'courses', 'course_copies',
  'copy_answers', 'key_bindings', 'resource_links', 'login_states', 'tool_keys', 'issuer_profiles', 'issuer_keys',
  'badge_classes', 'badge_class_versions', 'pictures', 'mapping_approvals', 'status_lists', 'status_places', 'mappings',
  'mapping_versions', 'awarding_rules', 'approver_groups', 'mapping_templates', 'mapping_template_versions', 'rubrics', 'course_syncs',
  'sync_rounds', 'outcomes', 'jobs',
]; // prettier-ignore

let database: TestStores;
let world: AwardingWorld;
let annaId: string;
let benId: string;

beforeAll(async () => {
  database = await openTestStores();
  world = await createAwardingWorld(database.stores);
  await live();
});
afterAll(() => database.close());

/** A life in a course, by the services where they make it: everything that can be known about Anna is there afterwards. */
async function live(): Promise<void> {
  const { stores, institutionId, course, lms, clock } = world;
  const examBadge = await world.addBadgeClass();
  const exam = await world.addMapping(examBadge);
  const talk = await world.addMapping(await world.addBadgeClass(), { columnRole: 'assessed' });
  const column = lms.addColumn(exam.key);
  lms.addColumn(talk.key);
  const shown = await world.addMapping(examBadge, {
    columnRole: 'badge',
    columnMaximum: 1,
    rule: exam.rule,
  });
  lms.addColumn(shown.key, { tag: 'badge', scoreMaximum: 1 });
  lms.enrol(
    buildMember(`anna-${MARK}`, { name: `Anna ${MARK}`, email: `${MARK}@school.example` }),
    buildMember('ben'),
  );
  lms.grade(column, `anna-${MARK}`, 70);
  lms.grade(column, 'ben', 70);
  await world.runRound();
  clock.pass(60);
  await world.runRound();
  annaId = (await world.findLearner(`anna-${MARK}`)).id;
  benId = (await world.findLearner('ben')).id;
  for (const learnerId of [annaId, benId]) {
    const name = learnerId === annaId ? MARK : 'Ben';
    await world.handInService.handIn(course, talk, learnerId, {
      text: `Story of ${name}`,
      links: [],
      files: [{ name: 'a.txt', bytes: Buffer.from(name) }],
      keeps: [],
    });
    await world.assessService.assess(
      course,
      talk,
      { learnerId, isPassed: true, percent: 80, remark: `Well done, ${name}`, assessedBy: 'teacher-1' },
      new AbortController().signal,
    );
    await stores.reviews.replace(
      institutionId,
      null,
      buildReview({
        institutionId,
        courseId: course.id,
        mappingId: exam.id,
        learnerId,
        declined: { by: { kind: 'admin', id: 'admin-1' }, at: clock.at, reason: `Not ${name}` },
      }),
    );
    await stores.mailChoices.setOff(institutionId, learnerId, true, clock.at);
    await stores.personLinks.save(institutionId, {
      learnerId,
      institutionId,
      personId: 'person-1',
      identifier: `${name}@eppn.example`,
      linkedAt: clock.at,
    });
    await stores.sessions.create({
      idHash: `hash-of-${learnerId}`,
      launches: [buildLaunch({ institutionId, courseId: course.id, learnerId })],
      expiresAt: new Date(clock.at.getTime() + 3_600_000),
    });
  }
  // One that was given by hand and taken back, in people's own words, and one that is still on its way.
  await stores.awards.create(
    institutionId,
    buildAward({
      institutionId,
      courseId: course.id,
      learnerId: annaId,
      badgeClassId: 'by-hand',
      liveKey: 'by-hand',
      grounds: { kind: 'by-hand', reason: `For ${MARK}`, evidence: [{ name: MARK, url: null } as never] },
      ended: { ...buildAwardEnd(), reason: `Sorry, ${MARK}` },
      revocation: { ...buildRevocation(), reason: `Sorry, ${MARK}` },
    }),
  );
  await stores.awards.create(
    institutionId,
    buildAward({
      institutionId,
      courseId: course.id,
      learnerId: annaId,
      badgeClassId: 'late',
      liveKey: 'late',
    }),
  );
  for (const { id, revision } of await world.listAwards())
    await stores.awardSights.see(institutionId, id, revision, clock.at);
}

/** Every document of every collection, as text. */
async function readEverything(): Promise<{ collection: string; text: string }[]> {
  const all = Object.values(database.connection.models).map(async (model) =>
    (await model.find({}).lean()).map((document) => ({
      collection: model.collection.name,
      // The bytes of files as what they say.
      text: JSON.stringify(document, (_, value: unknown) =>
        typeof value === 'string' && /^[\w+/]+={0,2}$/.test(value)
          ? `${value} ${Buffer.from(value, 'base64').toString('latin1')}`
          : value,
      ),
    })),
  );
  return (await Promise.all(all)).flat();
}

const listCollections = (documents: readonly { collection: string }[]): string[] =>
  [...new Set(documents.map(({ collection }) => collection))].sort();

const collectionsWith = async (...texts: string[]): Promise<string[]> =>
  listCollections((await readEverything()).filter(({ text }) => texts.some((one) => text.includes(one))));

function openAdmin() {
  const { stores, clock, credentialService } = world;
  return createLearnerAdmin({
    ...stores,
    revoke: (institutionId, credentialId, actor) =>
      credentialService.revoke(institutionId, credentialId, { reason: 'erased', actor }),
    audit: createAuditLog(stores.audit, clock.now),
    now: clock.now,
  });
}

describe('collections and what they hold of a learner', () => {
  it('are each either treated or known to hold nothing', () => {
    const all = Object.values(database.connection.models).map(({ collection }) => collection.name);
    expect([...Object.keys(ERASURE), ...NOTHING_OF_A_LEARNER].sort()).toEqual([...all].sort());
  });

  it('stand in the one table of what is kept', () => {
    expect(KEPT_DATA.map(({ collection }) => collection).sort()).toEqual(Object.keys(ERASURE).sort());
  });

  it('each hold something of Anna before she is erased, and no other does', async () => {
    const { files, awards } = await world.stores.learnerData.collect(world.institutionId, annaId);
    const own = [...files.map(({ id }) => id), ...(awards as { _id: string }[]).map(({ _id }) => _id)];
    expect(await collectionsWith(annaId, MARK, ...own)).toEqual(Object.keys(ERASURE).sort());
  });
});

describe('an export', () => {
  let exported: LearnerExport;
  beforeAll(async () => {
    exported = await openAdmin().exportAll(world.institutionId, annaId, ACTOR);
  });

  it('has something of every kind', () => {
    const empty = Object.entries<readonly unknown[]>({ ...exported.records }).filter(
      ([, records]) => records.length === 0,
    );
    expect(empty).toEqual([]);
    expect(Object.keys(exported.records)).toHaveLength(14);
    expect([exported.learner.name, exported.person?.identifier]).toEqual([
      `Anna ${MARK}`,
      `${MARK}@eppn.example`,
    ]);
  });

  it('gives the files that she handed in, and nobody else’s', async () => {
    const { stores, institutionId } = world;
    const [file] = exported.records.files;
    const opened = await stores.learnerData.openFile(institutionId, annaId, file?.id ?? '');
    const pieces: Buffer[] = [];
    for await (const piece of opened?.pieces ?? []) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe(MARK);
    expect(await stores.learnerData.openFile(institutionId, benId, file?.id ?? '')).toBeNull();
    expect(await stores.learnerData.openFile('another', annaId, file?.id ?? '')).toBeNull();
  });

  it('holds no key of a browser, and nothing of Ben', () => {
    const text = JSON.stringify(exported);
    expect(text).not.toContain('hash-of-');
    expect(text).not.toContain(benId);
    expect(text).not.toContain('Ben');
  });
});

describe('erasure', () => {
  it('takes away all but what has to stay, and leaves everybody else as they were', async () => {
    const { stores, institutionId } = world;
    const before = await stores.learnerData.collect(institutionId, benId);
    const ids = await stores.learnerData.listCredentialIds(institutionId, annaId);
    expect(ids).not.toEqual([]);
    await openAdmin().erase(institutionId, annaId, ACTOR);

    expect(await collectionsWith(MARK)).toEqual([]);
    const left = Object.entries(ERASURE).filter(([, what]) => what !== 'goes');
    expect(await collectionsWith(annaId)).toEqual(left.map(([collection]) => collection).sort());
    for (const id of ids)
      expect(await stores.credentials.find(institutionId, id)).toMatchObject({ state: 'revoked', jwt: '' });
    expect(await stores.learnerData.collect(institutionId, benId)).toEqual(before);
  });

  it('leaves awards that still read well, and owe nothing', async () => {
    const { stores, institutionId, course, clock } = world;
    const awards = await stores.awards.listByLearner(institutionId, annaId);
    expect(awards.length).toBeGreaterThan(2);
    for (const { grounds, inputs, delivery } of awards) {
      expect(grounds).toMatchObject({ reason: null, evidence: [] });
      expect(grounds.kind).toMatch(/./);
      expect(inputs).toEqual([]);
      expect(delivery.state).not.toBe('waiting');
    }
    clock.pass(60 * 24 * 365);
    const owed = await stores.awards.listOwed(institutionId, course.id, clock.at);
    expect(owed.filter(({ learnerId }) => learnerId === annaId)).toEqual([]);
  });

  it('can be done again', async () => {
    await openAdmin().erase(world.institutionId, annaId, ACTOR);
    expect(await collectionsWith(MARK)).toEqual([]);
  });
});
