import { describe, expect, it } from 'vitest';
import { PLATFORM_CONFIGURATION } from '../../../src/lti/claims.js';
import { parsePlatformConfiguration } from '../../../src/lti/registration/platform-configuration.js';

const PATH = '/api/lti/security/openid-configuration';

function buildDocument(change: Record<string, unknown> = {}, productFamily = 'canvas'): string {
  return JSON.stringify({
    issuer: 'https://canvas.instructure.com',
    authorization_endpoint: 'https://sso.canvaslms.com/api/lti/authorize_redirect',
    token_endpoint: 'https://sso.canvaslms.com/login/oauth2/token',
    jwks_uri: 'https://sso.canvaslms.com/api/lti/security/jwks',
    registration_endpoint: 'https://school.instructure.com/api/lti/registrations',
    [PLATFORM_CONFIGURATION]: { product_family_code: productFamily },
    ...change,
  });
}

const refused = expect.objectContaining({ code: 'platform_configuration_unusable' }) as unknown;

describe('parsePlatformConfiguration, R3 and R5: the issuer that all schools on Canvas share', () => {
  it('may be named by its own hosts, each environment by its own', () => {
    for (const host of ['canvas.instructure.com', 'sso.canvaslms.com']) {
      const { issuer, registrationUrl } = parsePlatformConfiguration(
        buildDocument(),
        `https://${host}${PATH}`,
      );
      expect(issuer).toBe('https://canvas.instructure.com');
      expect(registrationUrl).toBe('https://school.instructure.com/api/lti/registrations');
    }
    const beta = buildDocument({ issuer: 'https://canvas.beta.instructure.com' });
    expect(parsePlatformConfiguration(beta, `https://sso.beta.canvaslms.com${PATH}`).productFamily).toBe(
      'canvas',
    );
    expect(() => parsePlatformConfiguration(beta, `https://sso.canvaslms.com${PATH}`)).toThrow(refused);
  });

  it('may be named by nobody else', () => {
    for (const address of [
      'https://evil.example',
      'https://sso.canvaslms.com.evil.example',
      'https://evil.instructure.com',
      'http://sso.canvaslms.com',
    ]) {
      expect(() => parsePlatformConfiguration(buildDocument(), address + PATH)).toThrow(refused);
    }
  });

  it('is no excuse for another product, another issuer, or a registration endpoint in the clear', () => {
    const address = `https://sso.canvaslms.com${PATH}`;
    for (const document of [
      buildDocument({}, 'moodle'),
      buildDocument({ issuer: 'https://school.example' }),
      buildDocument({ issuer: 'https://canvas.instructure.com/' }),
      buildDocument({ registration_endpoint: 'http://school.instructure.com/api/lti/registrations' }),
    ]) {
      expect(() => parsePlatformConfiguration(document, address)).toThrow(refused);
    }
  });
});
