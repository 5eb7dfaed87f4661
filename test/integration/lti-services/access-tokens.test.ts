import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TOOL_SCOPES } from '../../../src/lti/access-tokens.js';
import { buildRegistration, startSmallPlatform, type SmallPlatform } from './small-platform.js';

const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope';
const RESULT = `${AGS}/result.readonly`;
const SCORE = `${AGS}/score`;
const LINE_ITEM = `${AGS}/lineitem`;
const LINE_ITEM_READ = `${AGS}/lineitem.readonly`;
const MEMBERS = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';

describe('createAccessTokens (1EdTech Security Framework 1.1 §4.1)', () => {
  let platform: SmallPlatform;
  const registration = (overrides = {}) => buildRegistration(platform.origin, overrides);

  beforeEach(async () => {
    platform = await startSmallPlatform();
  });

  afterEach(async () => {
    await platform.close();
  });

  it('S19 proves itself with a short assertion, signed with the tool’s key for this platform’s audience', async () => {
    await platform.accessTokens.getToken(registration(), [SCORE]);
    const [request] = platform.tokenRequests;
    expect(request?.kid).toBe('tool-key-1');
    const { iss, sub, aud, iat = 0, exp = 0, jti } = request?.assertion ?? {};
    expect({ iss, sub, aud }).toEqual({
      iss: 'client-1',
      sub: 'client-1',
      aud: `${platform.origin}/audience`,
    });
    expect(jti).toMatch(/^[0-9a-f-]{36}$/);
    expect(iat).toBeLessThan(platform.now.getTime() / 1000); // Moodle has no leeway
    expect(exp - iat).toBeLessThanOrEqual(300);
    expect(exp).toBeGreaterThan(platform.now.getTime() / 1000 + 60);
    expect(Object.fromEntries(request?.form ?? [])).toMatchObject({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
  });

  it('S19 uses another jti for every request', async () => {
    for (let i = 0; i < 3; i += 1) {
      platform.passSeconds(4000);
      await platform.accessTokens.getToken(registration(), [SCORE]);
    }
    expect(new Set(platform.tokenRequests.map(({ assertion }) => assertion.jti)).size).toBe(3);
  });

  it('asks once for everything the tool does, whatever the task', async () => {
    const first = await platform.accessTokens.getToken(registration(), [SCORE]);
    const second = await platform.accessTokens.getToken(registration(), [MEMBERS, RESULT, LINE_ITEM_READ]);
    expect(second).toBe(first);
    expect(platform.tokenRequests).toHaveLength(1);
    expect(platform.tokenRequests[0]?.form.get('scope')?.split(' ').sort()).toEqual([...TOOL_SCOPES].sort());
  });

  it('takes a token that may manage line items for one that may read them', async () => {
    await platform.accessTokens.getToken(registration(), [LINE_ITEM, RESULT]);
    await platform.accessTokens.getToken(registration(), [LINE_ITEM_READ]);
    expect(platform.tokenRequests).toHaveLength(1);
    expect(platform.tokenRequests[0]?.form.get('scope')).not.toContain(LINE_ITEM_READ);
  });

  it('S18 keeps a token until shortly before its end', async () => {
    const first = await platform.accessTokens.getToken(registration(), [SCORE]);
    platform.passSeconds(3539);
    expect(await platform.accessTokens.getToken(registration(), [SCORE])).toBe(first);
    platform.passSeconds(1);
    expect((await platform.accessTokens.getToken(registration(), [SCORE])).value).not.toBe(first.value);
  });

  it('S18 keeps a token of ten seconds for eight', async () => {
    platform.expiresIn = 10;
    const first = await platform.accessTokens.getToken(registration(), [SCORE]);
    platform.passSeconds(7);
    expect(await platform.accessTokens.getToken(registration(), [SCORE])).toBe(first);
    platform.passSeconds(1);
    expect(await platform.accessTokens.getToken(registration(), [SCORE])).not.toBe(first);
  });

  it.each([undefined, null, 'soon', {}])(
    'S5 keeps a token with expires_in %j for minutes',
    async (expires_in) => {
      platform.tokenAnswer = (regular) => ({ body: { ...regular, expires_in } });
      const first = await platform.accessTokens.getToken(registration(), [SCORE]);
      platform.passSeconds(200);
      expect(await platform.accessTokens.getToken(registration(), [SCORE])).toBe(first);
      platform.passSeconds(100);
      expect(await platform.accessTokens.getToken(registration(), [SCORE])).not.toBe(first);
    },
  );

  it('S5 never keeps a token longer than an hour', async () => {
    platform.expiresIn = 1e9;
    const first = await platform.accessTokens.getToken(registration(), [SCORE]);
    platform.passSeconds(3600);
    expect(await platform.accessTokens.getToken(registration(), [SCORE])).not.toBe(first);
  });

  it('S5 uses a token that ends at once, once', async () => {
    platform.tokenAnswer = (regular) => ({ body: { ...regular, expires_in: 0 } });
    const first = await platform.accessTokens.getToken(registration(), [SCORE]);
    expect(first.value).toBe('token-1');
    expect((await platform.accessTokens.getToken(registration(), [SCORE])).value).toBe('token-2');
  });

  it('S5 takes an answer without scope as granted in full', async () => {
    platform.tokenAnswer = (regular) => ({ body: { ...regular, scope: undefined } });
    expect((await platform.accessTokens.getToken(registration(), [SCORE])).scopes).toContain(RESULT);
  });

  it('S5 does what fewer scopes allow and says no to the rest', async () => {
    platform.tokenAnswer = (regular) => ({ body: { ...regular, scope: `${MEMBERS} ${RESULT}` } });
    await platform.accessTokens.getToken(registration(), [RESULT]);
    await expect(platform.accessTokens.getToken(registration(), [RESULT, SCORE])).rejects.toMatchObject({
      code: 'token_refused',
      detail: { missing: SCORE },
    });
    await platform.accessTokens.getToken(registration(), [MEMBERS]);
  });

  it('asks for what the task needs alone where the whole set is refused', async () => {
    platform.allowedScopes = [RESULT, LINE_ITEM_READ];
    const count = { requests: 0 };
    const onRequest = (): void => void (count.requests += 1);
    await platform.accessTokens.getToken(registration(), [LINE_ITEM_READ, RESULT], { onRequest });
    expect(count.requests).toBe(2);
    platform.passSeconds(4000);
    await platform.accessTokens.getToken(registration(), [LINE_ITEM_READ, RESULT], { onRequest });
    expect(count.requests).toBe(3); // it is remembered
    await expect(platform.accessTokens.getToken(registration(), [SCORE])).rejects.toMatchObject({
      code: 'token_refused',
      detail: { error: 'invalid_scope' },
    });
  });

  it('sends one request for many callers at once', async () => {
    const count = { requests: 0 };
    const onRequest = (): void => void (count.requests += 1);
    const scopes = [[SCORE], [RESULT], [MEMBERS], [LINE_ITEM_READ, RESULT]];
    const tokens = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        platform.accessTokens.getToken(registration(), scopes[i % scopes.length] ?? [], { onRequest }),
      ),
    );
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(1);
    expect(platform.tokenRequests).toHaveLength(1);
    expect(count.requests).toBe(1);
  });

  it('lets one of them give up without the others', async () => {
    const controller = new AbortController();
    const impatient = platform.accessTokens.getToken(registration(), [SCORE], { signal: controller.signal });
    const patient = platform.accessTokens.getToken(registration(), [SCORE]);
    controller.abort();
    await expect(impatient).rejects.toMatchObject({ code: 'platform_unavailable' });
    expect((await patient).value).toBe('token-1');
  });

  it('tries again after a failure', async () => {
    platform.tokenAnswer = () => ({ status: 500 });
    await expect(platform.accessTokens.getToken(registration(), [SCORE])).rejects.toMatchObject({
      code: 'platform_unavailable',
    });
    platform.tokenAnswer = null;
    expect((await platform.accessTokens.getToken(registration(), [SCORE])).value).toBe('token-2');
  });

  it('S18 keeps the tokens of two registrations apart', async () => {
    const other = registration({ id: 'registration-2', tokenAudience: 'elsewhere' });
    await platform.accessTokens.getToken(registration(), [SCORE]);
    await expect(platform.accessTokens.getToken(other, [SCORE])).rejects.toMatchObject({
      code: 'token_refused',
      detail: { error: 'invalid_client' },
    });
  });

  it('forgets a token on demand, and leaves a newer one', async () => {
    const first = await platform.accessTokens.getToken(registration(), [SCORE]);
    platform.accessTokens.forget(registration(), first);
    const second = await platform.accessTokens.getToken(registration(), [SCORE]);
    platform.accessTokens.forget(registration(), first);
    expect(await platform.accessTokens.getToken(registration(), [SCORE])).toBe(second);
    expect(platform.tokenRequests).toHaveLength(2);
  });

  it.each([
    ['a 400', () => ({ status: 400, body: { error: 'invalid_client' } }), 'token_refused'],
    ['a 401', () => ({ status: 401, body: '' }), 'token_refused'],
    ['a 403', () => ({ status: 403, body: {} }), 'token_refused'],
    ['broken JSON in a 400', () => ({ status: 400, body: '{"error" : ""kid" invalid"}' }), 'token_refused'],
    ['S2 a 429', () => ({ status: 429 }), 'platform_busy'],
    ['S2 a 503 with Retry-After', () => ({ status: 503, headers: { 'retry-after': '5' } }), 'platform_busy'],
    ['a 503', () => ({ status: 503 }), 'platform_unavailable'],
    ['a dropped connection', () => 'drop' as const, 'platform_unavailable'],
    ['a redirect', () => ({ status: 302, headers: { location: '/login' } }), 'platform_answer_unusable'],
    ['HTML', () => ({ body: '<!DOCTYPE html>' }), 'platform_answer_unusable'],
    ['a list', () => ({ body: [] }), 'platform_answer_unusable'],
    ['no token', () => ({ body: { token_type: 'Bearer' } }), 'platform_answer_unusable'],
    ['a token with a line break', () => ({ body: { access_token: 'a\r\nb' } }), 'platform_answer_unusable'],
    [
      'a token of another type',
      () => ({ body: { access_token: 'a', token_type: 'mac' } }),
      'platform_answer_unusable',
    ],
  ])('answers %s with its code', async (_name, tokenAnswer, code) => {
    platform.tokenAnswer = tokenAnswer;
    await expect(platform.accessTokens.getToken(registration(), [SCORE])).rejects.toMatchObject({ code });
  });

  it('keeps what a platform writes into its error out of ours', async () => {
    platform.tokenAnswer = () => ({ status: 400, body: { error: 'Bad assertion eyJhbGciOi' } });
    await expect(platform.accessTokens.getToken(registration(), [SCORE])).rejects.toMatchObject({
      code: 'token_refused',
      detail: { status: 400, error: 'other' },
    });
  });

  it('reads JSON whatever content type it has (Moodle)', async () => {
    platform.tokenAnswer = (regular) => ({ headers: { 'content-type': 'text/html' }, body: regular });
    expect((await platform.accessTokens.getToken(registration(), [SCORE])).value).toBe('token-1');
  });

  it('refuses a token address that is not allowed', async () => {
    const inside = registration({ tokenUrl: 'https://10.0.0.1/token' });
    await expect(platform.accessTokens.getToken(inside, [SCORE])).rejects.toMatchObject({
      code: 'address_refused',
    });
  });
});
