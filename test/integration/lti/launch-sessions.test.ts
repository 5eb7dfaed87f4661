/**
 * Sessions that several processes write at once: each serves requests of the same browser.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLaunchSessions, type LaunchSessions } from '../../../src/lti/launch-sessions.js';
import type { SessionStore } from '../../../src/lti/session.js';
import { buildLaunch, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

const LATER = minutesAfterNoon(60);

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

function startProcess(overrides: Partial<SessionStore> = {}): LaunchSessions {
  const sessions: SessionStore = { ...database.stores.sessions, ...overrides };
  return createLaunchSessions({ sessions, now: () => LATER });
}

/** A process that has read a session and writes it only when the test lets it. */
function startSlowProcess() {
  let goOn: () => void = () => undefined;
  let hasRead: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  const read = new Promise<void>((resolve) => (hasRead = resolve));
  const { sessions } = database.stores;
  const process = startProcess({
    async replaceLaunches(...change) {
      hasRead();
      await gate;
      return sessions.replaceLaunches(...change);
    },
    async prolong(...change) {
      hasRead();
      await gate;
      return sessions.prolong(...change);
    },
  });
  return { process, read, goOn: () => goOn() };
}

function inCourse(courseId: string, learnerId = 'learner-1') {
  return buildLaunch({ courseId, learnerId, at: NOON });
}

async function listCourses(key: string): Promise<string[]> {
  const session = await startProcess().find(key);
  return (session?.launches ?? []).map(({ courseId }) => courseId).sort();
}

describe('sessions in several processes', () => {
  it('keep every launch of one browser, whichever process took it', async () => {
    const { key } = await startProcess().add(null, inCourse('course-0'));
    const ids = ['course-1', 'course-2', 'course-3', 'course-4', 'course-5', 'course-6'];
    const opened = await Promise.all(ids.map((id) => startProcess().add(key, inCourse(id))));
    expect(opened.map((session) => session.key)).toEqual(ids.map(() => key));
    expect(await listCourses(key)).toEqual(['course-0', ...ids]);
  });

  it('keep a launch that arrives while another process shows a page', async () => {
    const { key } = await createLaunchSessions({
      sessions: database.stores.sessions,
      now: () => NOON,
    }).add(null, inCourse('course-1'));
    const slow = startSlowProcess();
    const shown = slow.process.find(key);
    await slow.read;
    await startProcess().add(key, inCourse('course-2'));
    slow.goOn();
    await shown;
    expect(await listCourses(key)).toEqual(['course-1', 'course-2']);
  });

  it('stay ended, though another process shows a page of the user before', async () => {
    const { key } = await createLaunchSessions({
      sessions: database.stores.sessions,
      now: () => NOON,
    }).add(null, inCourse('course-1'));
    const slow = startSlowProcess();
    const shown = slow.process.find(key);
    await slow.read;
    const next = await startProcess().add(key, inCourse('course-2', 'learner-2'));
    slow.goOn();
    await shown;
    expect(next.key).not.toBe(key);
    expect(await startProcess().find(key)).toBeNull();
    expect(await listCourses(next.key)).toEqual(['course-2']);
  });

  it('end for the user before, though a launch of theirs arrives at the same time', async () => {
    const { key } = await startProcess().add(null, inCourse('course-1'));
    const slow = startSlowProcess();
    const late = slow.process.add(key, inCourse('course-3'));
    await slow.read;
    await startProcess().add(key, inCourse('course-2', 'learner-2'));
    slow.goOn();
    expect((await late).key).not.toBe(key);
    expect(await startProcess().find(key)).toBeNull();
  });
});
