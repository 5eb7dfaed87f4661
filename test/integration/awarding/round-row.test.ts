import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createAwardingServices,
  createAwardingWorld,
  type AwardingWorld,
} from '../../support/awarding-world.js';
import { buildMember, troubleWith } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => void (world = await createAwardingWorld(database.stores)));

const listRows = () => database.stores.syncs.listRounds(world.institutionId, world.course.id, 10);

async function setUpExam() {
  const mapping = await world.addMapping(await world.addBadgeClass());
  const column = world.lms.addColumn(mapping.key);
  world.lms.enrol(
    buildMember('anna'),
    buildMember('ben'),
    buildMember('carl', { email: '' }),
    buildMember('dora', { status: 'inactive' }),
  );
  world.lms.grade(column, 'anna', 80);
  world.lms.grade(column, 'ben', 20);
  world.lms.grade(column, 'carl', 55);
  world.lms.grade(column, 'dora', 90);
  return { mapping, column };
}

describe('the row that a round leaves', () => {
  it('says what set it off, when, whom it judged and what came of it', async () => {
    await setUpExam();
    await world.rounds.run(world.institutionId, world.course.id, 'check-now');
    const [row] = await listRows();
    expect(row).toMatchObject({
      trigger: 'check-now',
      startedAt: world.clock.at,
      endedAt: world.clock.at,
      candidates: 4,
      met: 2,
      awarded: 2,
      alreadyHeld: 0,
      unknown: 0,
      unreachable: 0,
      stopped: 1,
      withdrawn: 0,
      reasons: { 'below-threshold': 1, inactive: 1 },
      requests: 3,
      errorCode: null,
    });
    // Who was awarded in it counts from the next round on.
    world.clock.pass(5);
    const { round } = await world.runRound();
    expect(round).toMatchObject({ met: 2, alreadyHeld: 2, awarded: 0, noAddress: 1 });
  });

  it('counts what cannot be reached apart from what cannot be used, and names what stopped it', async () => {
    const { column, mapping } = await setUpExam();
    await world.runRound();
    world.lms.removeColumn(column);
    world.clock.pass(5);
    await world.runRound();
    expect((await listRows())[0]).toMatchObject({
      unknown: 3,
      unreachable: 3,
      stopped: 1,
      reasons: { 'column-vanished': 3, inactive: 1 },
    });
    expect((await world.findDecision(mapping, 'ben'))?.reason).toBe('column-vanished');

    world.lms.trouble.readCourse = troubleWith('platform_unavailable');
    world.clock.pass(5);
    await world.runRound();
    expect((await listRows())[0]).toMatchObject({ errorCode: 'platform_unavailable', candidates: 0 });
  });
});

describe('one bad record', () => {
  it('stops nobody else: the others are judged and awarded, and the log hears of it', async () => {
    const { mapping } = await setUpExam();
    const { stores } = database;
    const { id: unlucky } = await world.findLearner('anna');
    const broken = {
      ...stores,
      results: {
        ...stores.results,
        listByCourse: async (institutionId: string, courseId: string) =>
          (await stores.results.listByCourse(institutionId, courseId)).map((result) =>
            result.learnerId === unlucky
              ? Object.defineProperty({ ...result }, 'score', {
                  get: () => {
                    throw new TypeError('a record that nobody can read');
                  },
                })
              : result,
          ),
      },
    };
    const services = createAwardingServices(broken, world.lms, world.clock.now);
    const run = services.rounds.run(world.institutionId, world.course.id, 'schedule');
    await expect(run).rejects.toThrow('nobody can read');
    expect((await world.listAwards()).map(({ learnerId }) => learnerId)).toEqual([
      (await world.findLearner('carl')).id,
    ]);
    expect(await world.findDecision(mapping, 'ben')).toMatchObject({ verdict: 'not-met' });
    expect(await world.findDecision(mapping, 'anna')).toBeNull();
    expect((await listRows())[0]).toMatchObject({ errorCode: 'internal_error', awarded: 1 });

    // Read again, it is as if nothing had been.
    world.clock.pass(1);
    await world.runRound();
    expect(await world.listAwards()).toHaveLength(2);
  });
});
