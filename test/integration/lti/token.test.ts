/**
 * T1–T36 of the negative catalogue. The hanging key set of T34 stands in `test/unit/lti/platform-keys.test.ts`, where time is not real.
 */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openLtiWorld, type LtiWorld } from '../../support/lti-world.js';
import { KEY_SET_CASES } from './cases/key-set-cases.js';
import { expectVerdicts } from './cases/launch-case.js';
import { SIGNATURE_CASES } from './cases/signature-cases.js';
import { STATE_CASES } from './cases/state-cases.js';
import { TOKEN_CASES } from './cases/token-cases.js';

describe('the token of a launch (Security Framework 1.1 §5.1.3)', () => {
  let world: LtiWorld;

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(() => world.close());

  for (const one of [...SIGNATURE_CASES, ...TOKEN_CASES, ...STATE_CASES, ...KEY_SET_CASES]) {
    it(`${one.id}: ${one.title}`, () => expectVerdicts(world, one));
  }
});
