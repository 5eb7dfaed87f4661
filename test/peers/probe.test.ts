/**
 * The probe of LTI tools, in its short form: what `npm run probe:lti` does in full.
 */
import { describe, expect, it } from 'vitest';
import { ALL_CASES } from '../probe/cases/all-cases.js';
import { createInsigneTool } from '../probe/insigne-tool.js';
import { createLtijsTool } from '../probe/ltijs-process.js';
import { runProbe, type Probed } from '../probe/run-probe.js';

const SHORT = ALL_CASES.filter(({ isSlow }) => !isSlow);
/** Without the states that end its process: each costs a start. */
const CLAIMS_ALONE = SHORT.filter(({ id }) => /^(?:C|D|T(?!29))/.test(id));

const listOdd = ({ rows }: Probed) => rows.filter(({ verdict }) => verdict !== 'right');

describe('the launches that every LTI tool must tell apart', { timeout: 180_000 }, () => {
  it('are all judged right by Insigne, which stays alive', async () => {
    const probed = await runProbe(await createInsigneTool(), SHORT);
    expect(listOdd(probed)).toEqual([]);
    expect(probed).toMatchObject({ wrong: 0, dead: 0 });
    expect(probed.rows.length).toBe(SHORT.length);
  });

  it('hold launches that have to be let in, so that refusing everything is no way to pass', () => {
    expect(SHORT.filter(({ expected }) => expected === 'accepted').length).toBeGreaterThan(25);
  });

  // Its numbers are its own; that there are some shows that the probe can fail a tool.
  it('are not all judged right by ltijs 5.9.9', async () => {
    const { wrong, dead, rows } = await runProbe(await createLtijsTool({ isHardened: false }), CLAIMS_ALONE);
    console.info(`ltijs 5.9.9: wrong ${wrong} of ${rows.length}, dead ${dead}`);
    expect(wrong).toBeGreaterThan(0);
    expect(rows.find(({ what }) => what === 'an honest launch of a student')?.verdict).toBe('right');
  });
});
