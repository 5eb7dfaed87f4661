import { describe, expect, it } from 'vitest';
import { checkServiceAddress } from '../../../src/lti/service-address.js';

const platform = (issuer: string, tokenUrl = `${issuer}/token`) => ({
  profile: 'plain' as const,
  issuer,
  authorizationUrl: `${issuer}/auth`,
  tokenUrl,
  jwksUrl: `${issuer}/jwks`,
});
const refused = expect.objectContaining({ code: 'address_refused' }) as Error;

describe('checkServiceAddress', () => {
  it.each([
    ['https://moodle.example.nl', 'https://moodle.example.nl/mod/lti/services.php/2/lineitems?type_id=1'],
    ['https://canvas.instructure.com', 'https://school.instructure.com/api/lti/courses/1/line_items'],
    ['https://school.brightspace.com', 'https://school.brightspace.com/d2l/api/lti'],
    ['https://lms.uni.ac.uk', 'https://services.uni.ac.uk/lti'],
    ['http://localhost:4000', 'http://localhost:4000/lti/members'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/lti/members'],
    ['https://lms.example:8443', 'https://lms.example:8443/lti'],
  ])('lets the platform %s have its services at %s', (issuer, address) => {
    expect(() => checkServiceAddress(platform(issuer), address)).not.toThrow();
  });

  it('lets services be where the tokens come from', () => {
    const brightspace = platform('https://school.example', 'https://auth.brightspace.com/core/connect/token');
    expect(() => checkServiceAddress(brightspace, 'https://api.brightspace.com/lti')).not.toThrow();
  });

  it('lets an LMS with two sites have its services on either, where its profile says so', () => {
    const canvas = platform('https://canvas.instructure.com');
    const service = 'https://sso.canvaslms.com/api/lti/courses/1/line_items';
    expect(() => checkServiceAddress(canvas, service)).toThrow(refused);
    expect(() => checkServiceAddress({ ...canvas, profile: 'canvas' }, service)).not.toThrow();
    const ownHost = platform('https://canvas.school.example');
    expect(() => checkServiceAddress({ ...ownHost, profile: 'canvas' }, service)).toThrow(refused);
  });

  it('lets services be at a host that the registration names, over https alone', () => {
    const hosted = { ...platform('https://canvas.instructure.com'), serviceHosts: ['canvas.school.example'] };
    const service = 'https://canvas.school.example/api/lti';
    expect(() => checkServiceAddress(hosted, service)).not.toThrow();
    expect(() => checkServiceAddress({ ...hosted, serviceHosts: [] }, service)).toThrow(refused);
    for (const other of [
      'http://canvas.school.example/',
      'https://canvas.school.example:8443/',
      'https://x.school.example/',
    ]) {
      expect(() => checkServiceAddress(hosted, other)).toThrow(refused);
    }
  });

  it.each([
    ['https://moodle.example.nl', 'https://evil.example/lineitems'],
    ['https://moodle.example.nl', 'https://moodle.example.nl.evil.org/lineitems'],
    ['https://moodle.example.nl', 'https://evilexample.nl/lineitems'],
    ['https://moodle.example.nl', 'http://moodle.example.nl/lineitems'],
    ['https://moodle.example.nl', 'https://moodle.example.nl:8443/lineitems'],
    ['https://lms.uni.ac.uk', 'https://other.ac.uk/lti'],
    ['https://192.0.2.1', 'https://192.9.2.1/lti'],
    ['http://localhost:4000', 'http://localhost:4001/lti'],
    ['http://localhost:4000', 'http://127.0.0.1:4000/lti'],
    ['https://lms.example', 'lineitems'],
    ['https://lms.example', 'data:text/plain,x'],
  ])('C15 does not let %s send us to %s', (issuer, address) => {
    expect(() => checkServiceAddress(platform(issuer), address)).toThrow(refused);
  });
});
