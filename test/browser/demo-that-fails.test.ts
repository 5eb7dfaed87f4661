import { describe, it } from 'vitest';
import { runDemo } from '../support/run-demo.js';

/** What must not look well. Side by side: one of them mostly waits for what does not come. */
describe.concurrent('npm run demo', () => {
  it('--prove --tamper ends badly, and says that the signature does not hold', async ({ expect }) => {
    const { status, output } = await runDemo(['--prove', '--tamper']);
    expect(output).toContain('the signature does not hold');
    expect(output).not.toContain('The main job held');
    expect(status).not.toBe(0);
  });

  it('ROLE=web --prove ends badly, and says that no award came', async ({ expect }) => {
    const { status, output } = await runDemo(['--prove', '--patience', '8'], { ROLE: 'web' });
    expect(output).toContain('no award came');
    expect(status).not.toBe(0);
  });
});
