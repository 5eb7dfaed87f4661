/**
 * C1–C16 and C18 of the negative catalogue; D1, D2 and the second half of L14. C17 and C19 stand in `session.test.ts`.
 */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openLtiWorld, type LtiWorld } from '../../support/lti-world.js';
import { CONTENT_CASES } from './cases/content-cases.js';
import { expectVerdicts } from './cases/launch-case.js';
import { MESSAGE_CASES } from './cases/message-cases.js';

describe('the message of a launch (LTI 1.3 Core §5.3, §5.4)', () => {
  let world: LtiWorld;

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(() => world.close());

  for (const one of [...MESSAGE_CASES, ...CONTENT_CASES]) {
    it(`${one.id}: ${one.title}`, () => expectVerdicts(world, one));
  }
});
