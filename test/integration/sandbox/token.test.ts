import { UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AGS, ALL_SCOPES, createToolKey, MEMBERSHIPS_SCOPE, startLms, type Lms } from './probe-tool.js';

describe('the sandbox LMS: access tokens (LTI Security Framework 1.1 §4.1.1)', () => {
  let lms: Lms;
  const otherKey = createToolKey('tool-key-2');

  beforeAll(async () => {
    lms = await startLms();
  });
  afterAll(() => lms.close());
  afterEach(() => {
    lms.jwks.keys = [lms.key.jwk];
    lms.sandbox.control.changeTool(lms.tool.clientId, { active: true, scopes: ALL_SCOPES.split(' ') });
  });

  it('gives one for the scopes that were asked for, for an hour, not to be cached', async () => {
    const { status, headers, body } = await lms.requestToken({ scope: `${AGS}/score ${MEMBERSHIPS_SCOPE}` });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      token_type: 'Bearer',
      expires_in: 3_600,
      scope: `${AGS}/score ${MEMBERSHIPS_SCOPE}`,
    });
  });

  it('gives only what the administrator allows, and says so', async () => {
    lms.sandbox.control.changeTool(lms.tool.clientId, { scopes: [`${AGS}/score`] });
    expect((await lms.requestToken()).body).toMatchObject({ scope: `${AGS}/score` });
  });

  it('refuses when nothing that was asked for is allowed', async () => {
    lms.sandbox.control.changeTool(lms.tool.clientId, { scopes: [`${AGS}/score`] });
    const { status, body } = await lms.requestToken({ scope: `${AGS}/lineitem` });
    expect({ status, body }).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  });

  it.each([
    ['another grant', { grant_type: 'authorization_code' }, 400, 'unsupported_grant_type'],
    ['another kind of assertion', { client_assertion_type: 'saml' }, 401, 'invalid_client'],
    ['no assertion', { client_assertion: '' }, 400, 'invalid_request'],
    ['something that is no JWT', { client_assertion: 'a.b.c' }, 401, 'invalid_client'],
    ['no scope', { scope: undefined }, 400, 'invalid_request'],
  ])('refuses %s', async (_case, changes, status, error) => {
    expect(await lms.requestToken(changes)).toMatchObject({ status, body: { error } });
  });

  it('refuses JSON in place of a form', async () => {
    const answer = await fetch(`${lms.url}/lti/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials' }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
  });

  it.each([
    ['aud is the issuer, not the token address', (at: Lms) => ({ aud: at.url })],
    ['aud is missing', () => ({ aud: undefined })],
    ['iss is not the client', () => ({ iss: 'somebody' })],
    ['sub is not a client', () => ({ sub: 'somebody' })],
    ['exp has passed', (at: Lms) => ({ iat: at.nowSeconds() - 100, exp: at.nowSeconds() - 1 })],
    ['exp is now', (at: Lms) => ({ exp: at.nowSeconds() })],
    ['exp is missing', () => ({ exp: undefined })],
    ['exp is a day away', (at: Lms) => ({ exp: at.nowSeconds() + 86_400 })],
    ['iat is missing', () => ({ iat: undefined })],
    ['iat is one second ahead', (at: Lms) => ({ iat: at.nowSeconds() + 1 })],
    ['nbf is one second ahead', (at: Lms) => ({ nbf: at.nowSeconds() + 1 })],
    ['jti is missing', () => ({ jti: undefined })],
    ['jti is a number', () => ({ jti: 7 })],
  ])('refuses an assertion whose %s', async (_case, change) => {
    const assertion = await lms.assertion(change(lms));
    expect(await lms.requestToken({ client_assertion: assertion })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  it('refuses a jti that was used', async () => {
    const assertion = await lms.assertion({ jti: 'only-once' });
    const again = await lms.assertion({ jti: 'only-once' });
    expect((await lms.requestToken({ client_assertion: assertion })).status).toBe(200);
    expect(await lms.requestToken({ client_assertion: assertion })).toMatchObject({ status: 401 });
    expect(await lms.requestToken({ client_assertion: again })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: 'jti was used before' },
    });
  });

  it('takes an assertion whose aud lists the token address among others', async () => {
    const assertion = await lms.assertion({ aud: ['https://elsewhere.example', `${lms.url}/lti/token`] });
    expect((await lms.requestToken({ client_assertion: assertion })).status).toBe(200);
  });

  it('refuses an unsigned assertion', async () => {
    const { clientId } = lms.tool;
    const unsigned = new UnsecuredJWT({ iss: clientId, sub: clientId, aud: `${lms.url}/lti/token`, jti: 'x' })
      .setIssuedAt(lms.nowSeconds())
      .setExpirationTime(lms.nowSeconds() + 60)
      .encode();
    expect(await lms.requestToken({ client_assertion: unsigned })).toMatchObject({ status: 401 });
  });

  it('refuses an assertion without a kid', async () => {
    const assertion = await lms.assertion({}, lms.key, { kid: undefined });
    expect(await lms.requestToken({ client_assertion: assertion })).toMatchObject({ status: 401 });
  });

  it('refuses another key under the same kid, after looking at the tool’s keys again', async () => {
    await lms.token();
    const before = lms.jwks.requests;
    const assertion = await lms.assertion({}, { ...otherKey, kid: lms.key.kid });
    expect(await lms.requestToken({ client_assertion: assertion })).toMatchObject({ status: 401 });
    expect(lms.jwks.requests).toBe(before + 1);
  });

  it('keeps the keys of a tool, and takes a new one at once', async () => {
    await lms.token();
    const before = lms.jwks.requests;
    await lms.token();
    expect(lms.jwks.requests).toBe(before);

    lms.jwks.keys = [lms.key.jwk, otherKey.jwk];
    const assertion = await lms.assertion({}, otherKey);
    expect((await lms.requestToken({ client_assertion: assertion })).status).toBe(200);
    expect(lms.jwks.requests).toBe(before + 1);
  });

  it('refuses a tool that is not active', async () => {
    lms.sandbox.control.changeTool(lms.tool.clientId, { active: false });
    expect(await lms.requestToken()).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });
});
