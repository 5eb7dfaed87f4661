import { describe, expect, it } from 'vitest';
import { findEndpoints } from '../../../src/platforms/known-lms.js';

describe('findEndpoints', () => {
  it('knows the host that all schools on Canvas share, and the two where they try things', () => {
    expect(findEndpoints('canvas', null, '1')).toEqual({
      issuer: 'https://canvas.instructure.com',
      authorizationUrl: 'https://sso.canvaslms.com/api/lti/authorize_redirect',
      tokenUrl: 'https://sso.canvaslms.com/login/oauth2/token',
      jwksUrl: 'https://sso.canvaslms.com/api/lti/security/jwks',
    });
    expect(findEndpoints('canvas', 'https://canvas.test.instructure.com', '1')?.jwksUrl).toBe(
      'https://sso.test.canvaslms.com/api/lti/security/jwks',
    );
  });

  it('keeps to the site of whoever has one of their own', () => {
    expect(findEndpoints('canvas', 'https://canvas.school.example', '1')?.tokenUrl).toBe(
      'https://canvas.school.example/login/oauth2/token',
    );
    expect(findEndpoints('moodle', 'https://moodle.school.example/lms', '1')).toMatchObject({
      issuer: 'https://moodle.school.example/lms',
      tokenUrl: 'https://moodle.school.example/lms/mod/lti/token.php',
    });
    expect(findEndpoints('brightspace', 'https://school.brightspace.com', '1')).toMatchObject({
      authorizationUrl: 'https://school.brightspace.com/d2l/lti/authenticate',
      tokenUrl: 'https://auth.brightspace.com/core/connect/token',
    });
  });

  it('gives nothing where the site is needed and missing', () => {
    expect(findEndpoints('moodle', null, '1')).toBeNull();
    expect(findEndpoints('brightspace', null, '1')).toBeNull();
  });

  it('puts the client id into Blackboard’s key set address as one segment', () => {
    expect(findEndpoints('blackboard', null, 'a/b')?.jwksUrl).toContain('/applications/a%2Fb/jwks.json');
  });
});
