/**
 * Handing a launch over to a window of its own: it was proven in a frame whose browser keeps no session cookie there.
 *
 * The frame's page holds a code and posts it into a new window, which gets the session. The code works once, for some minutes,
 * stands in no address, and is nothing that a session cookie could be.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import { hashSecret } from '../secrets/hash-secret.js';
import { randomToken } from '../secrets/random-token.js';
import type { LaunchSessions } from './launch-sessions.js';
import type { CourseLaunch, LaunchSession, SessionStore } from './session.js';

export interface HandoffsDeps {
  readonly sessions: Pick<SessionStore, 'create' | 'find' | 'take'>;
  readonly launchSessions: Pick<LaunchSessions, 'add' | 'find'>;
  readonly now: () => Date;
}

export interface TakenHandoff {
  readonly launch: CourseLaunch;
  /** Value of the session cookie for the window that took it. */
  readonly sessionKey: string;
}

export type Handoffs = ReturnType<typeof createHandoffs>;

/** Somebody reads the page and clicks. */
const LASTS_SECONDS = 300;

export function createHandoffs({ sessions, launchSessions, now }: HandoffsDeps) {
  /** A code for this launch. */
  async function offer(launch: CourseLaunch): Promise<string> {
    const code = randomToken();
    const expiresAt = new Date(now().getTime() + LASTS_SECONDS * 1000);
    await sessions.create({ idHash: nameOf(code), launches: [launch], expiresAt });
    return code;
  }

  /**
   * The launch of this code, without using the code up.
   *
   * @param sessionKey - the session cookie that came along; null when none did
   * @returns with `isHeld` when the browser's session holds the launch already: then no window is needed
   * @throws {AppError} `handoff_unusable` - used, expired, or never given out
   */
  async function look(
    code: string,
    sessionKey: string | null,
  ): Promise<{ readonly launch: CourseLaunch; readonly isHeld: boolean }> {
    const launch = onlyOne(await sessions.find(nameOf(code), now()));
    const session = sessionKey === null ? null : await launchSessions.find(sessionKey);
    return { launch, isHeld: session?.launches.some(({ id }) => id === launch.id) ?? false };
  }

  /** @throws {AppError} `handoff_unusable` */
  async function take(code: string, sessionKey: string | null): Promise<TakenHandoff> {
    const launch = onlyOne(await sessions.take(nameOf(code), now()));
    const session = await launchSessions.add(sessionKey, launch);
    return { launch, sessionKey: session.key };
  }

  return { offer, look, take };
}

function onlyOne(offered: LaunchSession | null): CourseLaunch {
  const [launch] = offered?.launches ?? [];
  if (launch) return launch;
  throw new AppError('handoff_unusable', 400, 'this code opens nothing, or no longer');
}

/** Apart from the names of sessions, so that a code never is one. */
function nameOf(code: string): string {
  return `handoff ${hashSecret(code)}`;
}
