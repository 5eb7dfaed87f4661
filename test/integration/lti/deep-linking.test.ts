/**
 * D3–D13 of the negative catalogue as far as the signed answer goes; D1 and D2 stand with the claims. How the picker uses it is
 * tested with the pages.
 */
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAIM } from '../../../src/lti/claims.js';
import type { ResourceLinkItem } from '../../../src/lti/deep-linking.js';
import type { DeepLinkingSettings } from '../../../src/lti/session.js';
import { openLtiWorld, type LtiWorld } from '../../support/lti-world.js';
import { asDeepLinking, DEEP_LINKING_SETTINGS } from './cases/remembered.js';

const SETTINGS: DeepLinkingSettings = {
  returnUrl: 'https://lms.example.org/return?sesskey=1',
  acceptTypes: ['link', 'ltiResourceLink'],
  acceptTargets: ['iframe'],
  acceptMultiple: true,
  acceptLineItem: true,
  data: null,
};
const ITEM: ResourceLinkItem = {
  type: 'ltiResourceLink',
  title: 'Badge',
  url: 'https://badges.example.org/lti/launch',
  custom: { insigne_mapping: 'k'.repeat(22) },
  lineItem: { scoreMaximum: 100, label: 'Badge', resourceId: 'k'.repeat(22), tag: 'grade' },
};

describe('the answer to a deep linking request (LTI Deep Linking 2.0 §4)', () => {
  let world: LtiWorld;

  beforeAll(async () => {
    world = await openLtiWorld();
  });
  afterAll(() => world.close());

  async function answer(
    settings: Partial<DeepLinkingSettings> = {},
    items: readonly ResourceLinkItem[] = [ITEM],
  ) {
    const launch = { deploymentId: 'deployment-1', deepLinking: { ...SETTINGS, ...settings } };
    const form = await world.context.deepLinking.buildDeepLinkingForm(launch, world.platform.record, items);
    return { ...form, claims: decodeJwt(form.jwt), header: decodeProtectedHeader(form.jwt) };
  }

  it('D3: refuses to answer with a link where the platform takes none', async () => {
    await expect(answer({ acceptTypes: ['file'] })).rejects.toMatchObject({
      code: 'deep_linking_item_refused',
    });
  });

  it('D4: refuses to answer with two links where the platform takes one', async () => {
    await expect(answer({ acceptMultiple: false }, [ITEM, ITEM])).rejects.toMatchObject({
      code: 'deep_linking_item_refused',
    });
    expect((await answer({ acceptMultiple: false })).claims[CLAIM.contentItems]).toHaveLength(1);
    expect((await answer({}, [ITEM, ITEM])).claims[CLAIM.contentItems]).toHaveLength(2);
  });

  it('D5: leaves the column out where the platform takes none', async () => {
    const [item] = (await answer({ acceptLineItem: false })).claims[CLAIM.contentItems] as object[];
    expect({ ...item, lineItem: ITEM.lineItem }).toEqual(ITEM);
    expect(Object.keys(item ?? {})).not.toContain('lineItem');
    expect((await answer()).claims[CLAIM.contentItems]).toEqual([ITEM]);
  });

  it('D6: sends data back as it came, and none where none came', async () => {
    const data = ' {"a": "é\\u0000"}\n+/== ';
    expect((await answer({ data })).claims[CLAIM.deepLinkingData]).toBe(data);
    expect((await answer({ data: '' })).claims[CLAIM.deepLinkingData]).toBe('');
    expect(Object.keys((await answer()).claims)).not.toContain(CLAIM.deepLinkingData);
  });

  it('D8: is signed and addressed as the specification has it', async () => {
    const { jwt, claims, header, returnUrl } = await answer();
    const { clientId, issuer } = world.platform.record;
    const response = await fetch(`${world.baseUrl}/lti/jwks`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
    const { keys } = (await response.json()) as { keys: JWK[] };
    const key = keys.find(({ kid }) => kid === header.kid);
    expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' });
    expect(Object.keys(key ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    await jwtVerify(jwt, await importJWK(key ?? {}, 'RS256'), {
      algorithms: ['RS256'],
      issuer: clientId,
      audience: issuer,
      currentDate: world.clock.at,
    });
    expect(returnUrl).toBe(SETTINGS.returnUrl);
    expect(claims).toMatchObject({
      iss: clientId,
      aud: [issuer],
      [CLAIM.messageType]: 'LtiDeepLinkingResponse',
      [CLAIM.version]: '1.3.0',
      [CLAIM.deploymentId]: 'deployment-1',
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBeLessThanOrEqual(300);
    expect(Buffer.from(String(claims['nonce']), 'base64url')).toHaveLength(32);
    expect((await answer()).claims['nonce']).not.toBe(claims['nonce']);
  });

  it('D9: answers with an empty list when nothing was chosen', async () => {
    expect((await answer({ acceptTypes: ['file'] }, [])).claims[CLAIM.contentItems]).toEqual([]);
  });

  it('needs a launch that asked for links', async () => {
    const { deepLinking } = world.context;
    const built = deepLinking.buildDeepLinkingForm(
      { deploymentId: '1', deepLinking: null },
      world.platform.record,
      [],
    );
    await expect(built).rejects.toMatchObject({ code: 'deep_linking_missing' });
  });

  it('reads what the platform says about links and columns', async () => {
    const read = async (settings: Record<string, unknown>) => {
      const login = await world.logIn();
      const given = await world.post(
        login,
        world.sign(login, asDeepLinking({ ...DEEP_LINKING_SETTINGS, ...settings })),
      );
      const key = given.headers.getSetCookie().find((line) => line.startsWith('__Host-insigne=')) ?? '';
      const session = await world.context.launchSessions.find(/=([^;]+)/.exec(key)?.[1] ?? '');
      return session?.launches[0]?.deepLinking;
    };
    expect(await read({})).toEqual({
      returnUrl: DEEP_LINKING_SETTINGS.deep_link_return_url,
      acceptTypes: ['ltiResourceLink'],
      acceptTargets: ['iframe', 'window'],
      acceptMultiple: false,
      acceptLineItem: true,
      data: null,
    });
    expect(await read({ accept_multiple: true, accept_lineitem: false, data: ' d ' })).toMatchObject({
      acceptMultiple: true,
      acceptLineItem: false,
      data: ' d ',
    });
  });

  it('the page that carries it posts by itself, has a button, and lets the form go anywhere', async () => {
    const { browser, answer: launched } = await world.launch(asDeepLinking(DEEP_LINKING_SETTINGS));
    const picker = await browser.get(launched.location ?? '');
    const token = /name="_csrf" value="([^"]+)"/.exec(picker.body)?.[1] ?? '';
    const page = await browser.post(launched.location ?? '', { _csrf: token, kind: 'cancel' });
    expect(page.status).toBe(200);
    expect(page.body).toContain(`<form method="post" action="${DEEP_LINKING_SETTINGS.deep_link_return_url}"`);
    expect(page.body).toMatch(/<input type="hidden" name="JWT" value="[\w-]+\.[\w-]+\.[\w-]+" \/>/);
    expect(page.body).toMatch(/<script src="\/assets\/submit-form\.js\?v=\w+" defer><\/script>/);
    expect(page.body).toContain('<button');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).not.toContain('form-action');
    expect(policy).toContain(`frame-ancestors 'self' ${world.platform.url}`);
  });
});
