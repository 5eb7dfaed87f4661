import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEPT_DATA } from '../../../src/awarding/kept-data.js';
import { createRetention } from '../../../src/awarding/retention.js';
import { createAwardingWorld } from '../../support/awarding-world.js';
import { NOON } from '../../support/build-records.js';
import { buildMember } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

function listCollections(): { name: string; paths: string[] }[] {
  return Object.values(database.connection.models).map(({ collection, schema }) => ({
    name: collection.name,
    paths: Object.keys(schema.paths),
  }));
}

async function setUp() {
  const world = await createAwardingWorld(database.stores);
  const exam = await world.addMapping(await world.addBadgeClass());
  const talk = await world.addMapping(await world.addBadgeClass(), { columnRole: 'assessed' });
  const column = world.lms.addColumn(exam.key);
  world.lms.addColumn(talk.key);
  world.lms.enrol(buildMember('anna'), buildMember('ben'));
  world.lms.grade(column, 'anna', 70);
  world.lms.grade(column, 'ben', 40);
  await world.runRound();
  world.lms.grade(column, 'ben', 45);
  await world.runRound();
  const { id: learnerId } = await world.findLearner('anna');
  await world.handInService.handIn(world.course, talk, learnerId, {
    text: 'Mijn verhaal',
    links: [],
    files: [{ name: 'a.txt', bytes: Buffer.from('tekst') }],
    keeps: [],
  });
  await world.assessService.assess(
    world.course,
    talk,
    { learnerId, isPassed: true, percent: 80, remark: 'Mooi', assessedBy: 'teacher-1' },
    new AbortController().signal,
  );
  let at = NOON;
  const retention = createRetention({
    ...world.stores,
    institutions: { list: async () => [{ id: world.institutionId } as never] },
    keepGradesMonths: 24,
    now: () => at,
  });
  const { institutionId, course } = world;
  const read = async () => ({
    decisions: await world.stores.decisions.listByCourse(institutionId, course.id),
    awards: await world.listAwards(),
    results: await world.stores.results.listByCourse(institutionId, course.id),
    handIns: await world.stores.handIns.listByCourse(institutionId, course.id),
    assessments: await world.stores.assessments.listByCourse(institutionId, course.id),
  });
  return {
    world,
    read,
    findCredential: async () => {
      const award = (await world.listAwards()).find(({ mappingId }) => mappingId === exam.id);
      return world.stores.credentials.findByAward(institutionId, award?.id ?? '');
    },
    reduceAt: (iso: string) => {
      at = new Date(iso);
      return retention.reduceEnded(new AbortController().signal);
    },
  };
}

describe('grades are borrowed', () => {
  it('keeps everything until two years after the course, then verdict and date alone', async () => {
    const { world, read, reduceAt, findCredential } = await setUp();
    const before = await read();
    const credential = await findCredential();
    expect(credential?.results).toMatchObject([{ value: '70' }]);
    const fileId = before.handIns[0]?.files[0]?.id ?? '';
    expect(await reduceAt('2028-03-02T11:59:59Z')).toBe(0);
    expect(await read()).toEqual(before);

    expect(await reduceAt('2028-03-02T12:00:00Z')).toBeGreaterThan(0);
    const after = await read();
    expect(after.results).toEqual([]);
    expect(after.handIns).toEqual([]);
    expect(await world.stores.evidenceFiles.read(world.institutionId, fileId)).toBeNull();
    expect(after.decisions).toHaveLength(before.decisions.length);
    for (const decision of after.decisions) {
      const was = before.decisions.find(({ id }) => id === decision.id);
      expect(decision).toMatchObject({
        verdict: was?.verdict,
        reason: was?.reason,
        decidedAt: was?.decidedAt,
      });
      expect([decision.inputs, decision.history.flatMap(({ inputs }) => inputs)]).toEqual([[], []]);
      expect(decision.history).toHaveLength(was?.history.length ?? -1);
    }
    expect(before.decisions.some(({ history }) => history.length > 0)).toBe(true);
    expect(after.awards).toEqual(before.awards.map((award) => ({ ...award, inputs: [] })));
    expect(after.assessments).toMatchObject([
      {
        isPassed: true,
        scoreFraction: null,
        remark: null,
        levels: [],
        assessedAt: before.assessments[0]?.assessedAt,
      },
    ]);
    expect(await findCredential()).toEqual({ ...credential, results: [] });
    expect(JSON.stringify(after)).not.toMatch(/Mooi|"score":(?!null)\d/);

    expect(await reduceAt('2028-03-03T12:00:00Z')).toBe(0);
  });

  it('leaves the result of a credential whose learner shows it', async () => {
    const { world, reduceAt, findCredential } = await setUp();
    const issued = await findCredential();
    const shows = { name: false, grade: true, evidence: false };
    const actor = { kind: 'learner', id: issued?.learnerId ?? '' } as const;
    await world.credentialService.issueWith(world.institutionId, issued?.id ?? '', shows, actor);
    await reduceAt('2028-03-02T12:00:00Z');
    const left = await findCredential();
    expect(left?.results).toMatchObject([{ value: '70' }]);
    expect(left?.json).toContain('"value":"70"');
  });

  it('counts from the end that the LMS told', async () => {
    const { world, reduceAt } = await setUp();
    await world.stores.courses.remember(
      world.institutionId,
      { ...world.course, bridges: { course_ends_at: '2026-07-01T00:00:00Z' } },
      new Date('2028-06-01T00:00:00Z'),
    );
    expect(await reduceAt('2028-06-30T00:00:00Z')).toBe(0);
    expect(await reduceAt('2028-07-01T00:00:00Z')).toBeGreaterThan(0);
  });
});

describe('the table of what is kept', () => {
  /** They name a person, but none of those who learn: administrators, and what belongs to the tool. */
  const NO_LEARNERS =
    /^(admin_|sign_in|invites|issuer|badge_class|registrations|deployments|institutions|pictures)/;

  it('has a row for every collection that names a learner', () => {
    const listed = new Set(KEPT_DATA.map(({ collection }) => collection));
    const missing = listCollections().flatMap(({ name, paths }) => {
      const namesLearner = paths.some((path) => /(^|\.)(learnerId|sub)$/.test(path));
      return namesLearner && !NO_LEARNERS.test(name) && !listed.has(name) ? [name] : [];
    });
    expect(missing).toEqual([]);
  });

  it('names collections that are there, each once', () => {
    const there = listCollections().map(({ name }) => name);
    const names = KEPT_DATA.map(({ collection }) => collection);
    expect(names.filter((name) => !there.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});
