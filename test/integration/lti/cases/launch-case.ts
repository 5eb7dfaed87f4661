/**
 * The negative catalogue as values: each id of `facts/LMS-AND-PEERS.md` D.3 with what is played and what must come of it. The ids
 * are tests of their own, and material for the test that leaves out one step of the launch after the other.
 *
 * @module
 */
import { expect } from 'vitest';
import type { Answer, SignOptions } from '../../../support/test-platform.js';
import {
  isAccepted,
  readCode,
  type Answered,
  type LtiWorld,
  type RegisteredPlatform,
} from '../../../support/lti-world.js';

export interface Play {
  readonly what: string;
  /** The code of the refusal, or those that a race leaves open; null: the launch must be let in. */
  readonly refusedWith: string | readonly string[] | null;
  /** Returns the answer to the launch that is judged. */
  readonly run: (world: LtiWorld) => Promise<Answered>;
  /** What else must hold, when the verdict is right. */
  readonly also?: (world: LtiWorld, answer: Answered) => Promise<void> | void;
}

export interface LaunchCase {
  readonly id: string;
  readonly title: string;
  readonly plays: readonly Play[];
}

type Change = Readonly<Record<string, unknown>> | ((world: LtiWorld) => Readonly<Record<string, unknown>>);

/** A launch that is honest but for the changed claims. */
export function withClaims(change: Change, options: SignOptions = {}): Play['run'] {
  return async (world) => {
    const login = await world.logIn();
    const claims = typeof change === 'function' ? change(world) : change;
    return world.post(login, world.sign(login, claims, options));
  };
}

/** A platform of its own whose key set is answered in a way of its own. */
export function withJwks(
  answer: (platform: RegisteredPlatform) => Answer,
  sign: Parameters<LtiWorld['sign']>[2] = {},
): Play['run'] {
  return async (world) => {
    const at = await world.addPlatform();
    at.answerJwks(answer(at));
    const login = await world.logIn({ at });
    return world.post(login, world.sign(login, {}, sign));
  };
}

export function refused(
  what: string,
  refusedWith: string | readonly string[],
  run: Play['run'],
  also?: Play['also'],
): Play {
  return { what, refusedWith, run, ...(also && { also }) };
}

export function accepted(what: string, run: Play['run'], also?: Play['also']): Play {
  return { what, refusedWith: null, run, ...(also && { also }) };
}

/** Plays one id and holds it to its verdict, its code, and a page without a session. */
export async function expectVerdicts(world: LtiWorld, { plays }: LaunchCase): Promise<void> {
  for (const { what, refusedWith, run, also } of plays) {
    const answer = await run(world);
    if (refusedWith === null) {
      expect(isAccepted(answer), `${what}: let in, not ${answer.status} ${readCode(answer.body) ?? ''}`).toBe(
        true,
      );
    } else {
      expect([refusedWith].flat(), what).toContain(readCode(answer.body));
      expect(answer.status, what).toBeGreaterThanOrEqual(400);
      expect(answer.headers.getSetCookie().join(), what).not.toContain('__Host-insigne=');
      expect(answer.headers.get('content-type'), what).toContain('text/html');
    }
    await also?.(world, answer);
    await expectAlive(world);
  }
}

export async function expectAlive({ baseUrl }: Pick<LtiWorld, 'baseUrl'>): Promise<void> {
  const response = await fetch(`${baseUrl}/healthz`);
  expect(response.status).toBe(200);
  await response.arrayBuffer();
}

export function secondsFrom({ clock }: LtiWorld, seconds: number): number {
  return Math.floor(clock.at.getTime() / 1000) + seconds;
}
