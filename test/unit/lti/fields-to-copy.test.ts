import { describe, expect, it } from 'vitest';
import { buildCopyGuide } from '../../../src/lti/registration/fields-to-copy.js';
import { LMS_NAMES } from '../../../src/platforms/known-lms.js';

const BASE = 'https://insigne.school.example';

describe('buildCopyGuide', () => {
  it.each(LMS_NAMES)('has all that %s needs: login, launch, keys, and the bridges', (lms) => {
    const { where, fields, asks } = buildCopyGuide(lms, BASE);
    const values = fields.map(({ value }) => value).join('\n');
    for (const needed of ['/lti/login', '/lti/launch', '/lti/jwks']) expect(values).toContain(BASE + needed);
    expect(values).toContain('lms_user_id=$User.id');
    expect(where).toContain(' > ');
    // In the words of the options of `register`.
    expect(asks.map(([option]) => option)).toEqual(expect.arrayContaining(['client-id', 'deployment-id']));
  });

  it('gives Canvas the address that tells it the rest', () => {
    const { fields } = buildCopyGuide('canvas', BASE);
    expect(fields).toContainEqual({ field: 'JSON URL', value: `${BASE}/lti/canvas.json` });
  });
});
