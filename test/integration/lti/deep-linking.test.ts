/**
 * D3–D13 of the negative catalogue as far as the signed answer goes; D1 and D2 stand with the claims. How the picker uses it is
 * tested with the pages.
 */
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBadgeLink } from '../../../src/awarding/badge-link.js';
import { CLAIM } from '../../../src/lti/claims.js';
import type { ResourceLinkItem } from '../../../src/lti/deep-linking.js';
import type { DeepLinkingSettings } from '../../../src/lti/session.js';
import { buildBadgeClass, buildMapping } from '../../support/build-records.js';
import { openLtiWorld, readCode, type LtiWorld } from '../../support/lti-world.js';
import { asDeepLinking, DEEP_LINKING_SETTINGS, MEMBERSHIP } from './cases/remembered.js';

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

function readToken(body: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

function readJwt(body: string): string {
  return /name="JWT" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

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

  it('D7: a student who is sent to choose gets no badge to choose and no answer', async () => {
    const { browser, answer: launched } = await world.launch({
      ...asDeepLinking(DEEP_LINKING_SETTINGS),
      sub: 'd7',
      [CLAIM.roles]: [`${MEMBERSHIP}#Learner`],
    });
    // Where an LMS lets students choose, it is homework: their own credentials, of which this one has none.
    const own = await browser.get(launched.location ?? '');
    expect([launched.location?.endsWith('/submit'), own.status]).toEqual([true, 200]);
    expect(own.body).not.toContain('name="badgeClass"');
    const picker = (launched.location ?? '').replace(/submit$/, 'picker');
    for (const page of [
      await browser.get(picker),
      await browser.post(picker, { kind: 'course' }),
      await browser.post(picker, { kind: 'cancel' }),
    ]) {
      expect([page.status, readCode(page.body)]).toEqual([403, 'staff_only']);
      expect(page.body).not.toContain('name="JWT"');
    }
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

  it('D10: the same form sent twice makes two answers that a platform can tell apart, and one without its token none', async () => {
    const { browser, answer: launched } = await world.launch(asDeepLinking(DEEP_LINKING_SETTINGS));
    const address = launched.location ?? '';
    const token = readToken((await browser.get(address)).body);
    const pages = [1, 2].map(() => browser.post(address, { _csrf: token, kind: 'course' }));
    const claims = (await Promise.all(pages)).map(({ body }) => decodeJwt(readJwt(body)));
    expect(claims.map((one) => one[CLAIM.contentItems])).toEqual([
      [expect.objectContaining({ type: 'ltiResourceLink' })],
      [expect.objectContaining({ type: 'ltiResourceLink' })],
    ]);
    expect(new Set(claims.map(({ nonce }) => nonce)).size).toBe(2);
    expect(new Set(claims.map(({ jti }) => jti)).size).toBe(2);
    for (const forged of [{ kind: 'course' }, { _csrf: 'x'.repeat(43), kind: 'course' }]) {
      expect(readCode((await browser.post(address, forged)).body)).toBe('form_token_invalid');
    }
    const stranger = await world.openBrowser().post(address, { _csrf: token, kind: 'course' });
    expect(readCode(stranger.body)).toBe('launch_needed');
  });

  /** Badge links as a platform gets them. */
  async function listBadgeLinks(): Promise<ResourceLinkItem[]> {
    const link = { launchUrl: `${world.baseUrl}/lti/launch`, text: 'Text' };
    const built = [
      buildMapping({ columnRole: 'grade', columnMaximum: 100 }),
      buildMapping({ columnRole: 'badge', columnMaximum: 1 }),
    ].map((mapping) => buildBadgeLink(mapping, buildBadgeClass(), link));
    const items = (await answer({}, built)).claims[CLAIM.contentItems] as ResourceLinkItem[];
    expect(items).toHaveLength(2);
    return items;
  }

  it('D11: what a badge link carries along is text', async () => {
    for (const { custom } of await listBadgeLinks()) {
      const values = Object.values(custom ?? {});
      expect(values.map((value) => typeof value)).toEqual(['string']);
    }
  });

  it('D12: the column of a badge link has points', async () => {
    const columns = (await listBadgeLinks()).map(({ lineItem }) => lineItem?.scoreMaximum);
    expect(columns).toEqual([100, 1]);
  });

  it('D13: words for the LMS stand under their exact names, and only those that there are', async () => {
    const { deepLinking } = world.context;
    const launch = { deploymentId: '1', deepLinking: SETTINGS };
    const listWords = async (words: Record<string, string>) => {
      const { jwt } = await deepLinking.buildDeepLinkingForm(launch, world.platform.record, [], words);
      return Object.entries(decodeJwt(jwt)).filter(([name]) => /\/(?:error)?(?:msg|log)$/.test(name));
    };
    const claim = (name: string) => `https://purl.imsglobal.org/spec/lti-dl/claim/${name}`;
    expect(await listWords({ message: 'a', log: 'b', errorMessage: 'c', errorLog: 'd' })).toEqual([
      [claim('msg'), 'a'],
      [claim('log'), 'b'],
      [claim('errormsg'), 'c'],
      [claim('errorlog'), 'd'],
    ]);
    expect(await listWords({})).toEqual([]);
  });

  it('D13: an LMS that takes no links is told why on our page, and in errormsg', async () => {
    const settings = { ...DEEP_LINKING_SETTINGS, accept_types: ['file'] };
    const { browser, answer: launched } = await world.launch(asDeepLinking(settings));
    const page = await browser.get(launched.location ?? '', { 'accept-language': 'en' });
    expect(page.body).toContain('No badge can go here');
    const sent = await browser.post(launched.location ?? '', { _csrf: readToken(page.body), kind: 'cancel' });
    const claims = decodeJwt(readJwt(sent.body));
    expect(claims[CLAIM.contentItems]).toEqual([]);
    expect(claims[CLAIM.deepLinkingErrorMessage]).toContain('does not take a link');
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
