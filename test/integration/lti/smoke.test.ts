import { expect, it } from 'vitest';
import { isAccepted, openLtiWorld } from '../../support/lti-world.js';
it('smoke', async () => {
  const world = await openLtiWorld();
  const { answer } = await world.launch();
  console.log(answer.status, answer.location, answer.body.slice(0, 3000), [...answer.headers]);
  expect(isAccepted(answer)).toBe(true);
  await world.close();
});
