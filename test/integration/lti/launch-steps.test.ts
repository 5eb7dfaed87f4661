/**
 * Each step of the launch is a check: without it, some case of the negative catalogue that must be refused is let in.
 */
import { describe, expect, it } from 'vitest';
import { LAUNCH_STEPS } from '../../../src/lti/launch/steps.js';
import { isAccepted, openLtiWorld } from '../../support/lti-world.js';
import { ALL_CASES } from './cases/all-cases.js';

/** Where to look first; the test below would find another case as well, only later. */
const LIKELY: Readonly<Record<string, string>> = {
  'same-browser': 'T30',
  'state-used-once': 'T25',
  'registration-enabled': 'L14',
  'token-size': 'T33',
  signature: 'T1',
  issuer: 'T16',
  audience: 'T17',
  'authorized-party': 'T20',
  expiry: 'T9',
  'issued-at': 'T14',
  'not-before': 'T15',
  nonce: 'T23',
  'message-type': 'C3',
  version: 'C1',
  'target-link-uri': 'C8',
  subject: 'C7',
  roles: 'C5',
  'resource-link': 'C6',
  context: 'C9',
  'for-user': 'for_user',
  'deep-linking-settings': 'D1',
  deployment: 'C4',
};

const LIKELY_CASES = ALL_CASES.filter(({ id }) => Object.values(LIKELY).includes(id));

/** The ids whose refusal turns into being let in, the first one found. */
async function findFlipped(stepName: string, cases = ALL_CASES): Promise<string | null> {
  const world = await openLtiWorld({ launchSteps: LAUNCH_STEPS.filter(({ name }) => name !== stepName) });
  try {
    const ordered = [...cases].sort(
      (a, b) => Number(b.id === LIKELY[stepName]) - Number(a.id === LIKELY[stepName]),
    );
    for (const { id, plays } of ordered) {
      for (const { refusedWith, run } of plays) {
        if (refusedWith !== null && isAccepted(await run(world))) return id;
      }
    }
    return null;
  } finally {
    await world.close();
  }
}

describe('the launch without one of its steps', () => {
  for (const { name } of LAUNCH_STEPS) {
    it(`lets something in that must stay out: ${name}`, async () => {
      expect(await findFlipped(name)).toBe(LIKELY[name]);
    });
  }

  it('lets none of those in with all of them: the search above can come back empty', async () => {
    expect(LIKELY_CASES).toHaveLength(LAUNCH_STEPS.length);
    expect(await findFlipped('no-such-step', LIKELY_CASES)).toBeNull();
  });
});
