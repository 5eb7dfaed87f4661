import { describe, expect, it } from 'vitest';
import { runDemo } from '../support/run-demo.js';

/** The main job where LMSs differ. */
describe('npm run demo', () => {
  it.each([['canvas'], ['moodle']])('--prove --profile %s holds', async (profile) => {
    const { status, output } = await runDemo(['--prove', '--profile', profile]);
    expect(output).toContain('The main job held');
    expect(status).toBe(0);
  });

  it('--prove --manual holds where roles and the audience have to be told by hand', async () => {
    const { status, output } = await runDemo(['--prove', '--manual', '--profile', 'brightspace']);
    expect(output).toContain('The main job held');
    expect(status).toBe(0);
  });
});
