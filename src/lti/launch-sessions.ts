/**
 * Sessions: which launches a browser holds.
 *
 * A browser may hold launches of several courses and platforms at once. Another user of the same registration in the same
 * browser ends the launches of the first one. Whoever is new to a session gets a new secret, so that nobody comes
 * in on one that somebody else knows.
 *
 * @module
 */
import { hashSecret } from '../secrets/hash-secret.js';
import { randomToken } from '../secrets/random-token.js';
import type { CourseLaunch, LaunchSession, SessionStore } from './session.js';

export interface LaunchSessionsDeps {
  readonly sessions: SessionStore;
  readonly now: () => Date;
}

export interface OpenSession {
  /** Value of the session cookie. */
  readonly key: string;
  readonly launches: readonly CourseLaunch[];
}

export type LaunchSessions = ReturnType<typeof createLaunchSessions>;

/** Without a request for so long, the session is over. */
const IDLE_SECONDS = 4 * 3600;
/** Roles may have changed meanwhile: after this the link has to be opened again, however busy the session was. */
const LAUNCH_LASTS_SECONDS = 12 * 3600;
/** Written only when this much of the idle time has passed. */
const RENEW_AFTER_SECONDS = 600;
const MAX_LAUNCHES = 50;
/** Other processes may add launches of the same browser meanwhile; after that many the browser gets a new session. */
const MOST_TRIES = 10;

export function createLaunchSessions({ sessions, now }: LaunchSessionsDeps) {
  /** Launches into one session follow each other in this process: then only those of other processes are in the way. */
  const queues = new Map<string, Promise<unknown>>();

  /**
   * Adds a verified launch to the browser's session, or opens one.
   *
   * @param key - the session cookie that came along; null when none did
   */
  async function add(key: string | null, launch: CourseLaunch): Promise<OpenSession> {
    if (key === null) return open([launch]);
    return inTurn(hashSecret(key), async (idHash) => {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const session = await sessions.find(idHash, now());
        const held = session ? listCurrent(session) : [];
        if (!held.some((one) => isSameUser(one, launch))) break;
        const launches = merge(held, launch);
        const newestId = session?.launches[0]?.id ?? null;
        if (await sessions.replaceLaunches(idHash, newestId, launches, idleUntil())) return { key, launches };
      }
      const ended = await sessions.take(idHash, now());
      return open(merge(ended ? listCurrent(ended) : [], launch));
    });
  }

  /** The session of this cookie, its life prolonged; null when it is over. */
  async function find(key: string): Promise<OpenSession | null> {
    const idHash = hashSecret(key);
    const session = await sessions.find(idHash, now());
    if (!session) return null;
    const idleMs = session.expiresAt.getTime() - now().getTime();
    if (idleMs < (IDLE_SECONDS - RENEW_AFTER_SECONDS) * 1000) {
      await sessions.prolong(idHash, idleUntil(), now());
    }
    return { key, launches: listCurrent(session) };
  }

  async function open(launches: readonly CourseLaunch[]): Promise<OpenSession> {
    const key = randomToken();
    await sessions.create({ idHash: hashSecret(key), launches, expiresAt: idleUntil() });
    return { key, launches };
  }

  function listCurrent({ launches }: LaunchSession): CourseLaunch[] {
    const since = now().getTime() - LAUNCH_LASTS_SECONDS * 1000;
    return launches.filter(({ at }) => at.getTime() > since);
  }

  function idleUntil(): Date {
    return new Date(now().getTime() + IDLE_SECONDS * 1000);
  }

  function inTurn<T>(idHash: string, work: (idHash: string) => Promise<T>): Promise<T> {
    const before = queues.get(idHash) ?? Promise.resolve();
    const mine = before.then(
      () => work(idHash),
      () => work(idHash),
    );
    queues.set(idHash, mine);
    const leave = (): void => {
      if (queues.get(idHash) === mine) queues.delete(idHash);
    };
    mine.then(leave, leave);
    return mine;
  }

  return { add, find };
}

/** Newest first; of each course the newest launch and the newest deep linking one, which the picker answers. */
function merge(held: readonly CourseLaunch[], launch: CourseLaunch): CourseLaunch[] {
  const kept = held.filter(
    (one) => !isOtherUser(one, launch) && !(one.courseId === launch.courseId && isSameKind(one, launch)),
  );
  return [launch, ...kept].slice(0, MAX_LAUNCHES);
}

function isSameUser(a: CourseLaunch, b: CourseLaunch): boolean {
  return a.registrationId === b.registrationId && a.learnerId === b.learnerId;
}

function isOtherUser(a: CourseLaunch, b: CourseLaunch): boolean {
  return a.registrationId === b.registrationId && a.learnerId !== b.learnerId;
}

function isSameKind(a: CourseLaunch, b: CourseLaunch): boolean {
  return (a.deepLinking === null) === (b.deepLinking === null);
}
