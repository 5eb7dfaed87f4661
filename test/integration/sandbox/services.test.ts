import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PresentedColumn } from '../../../src/sandbox/present.js';
import { AGS, ALL_SCOPES, MEMBERSHIPS_SCOPE, startLms, type CallOptions, type Lms } from './probe-tool.js';

const LINE_ITEM = 'application/vnd.ims.lis.v2.lineitem+json';
const LINE_ITEMS = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
const RESULTS = 'application/vnd.ims.lis.v2.resultcontainer+json';
const SCORE = 'application/vnd.ims.lis.v1.score+json';
const MEMBERS = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';

/** Writes `/results` or `/scores` where it belongs: before the query. */
function below(lineItemUrl: string, name: string): string {
  const url = new URL(lineItemUrl);
  url.pathname += `/${name}`;
  return url.href;
}

describe('the sandbox LMS: who may call a service', () => {
  let lms: Lms;
  let column: PresentedColumn;
  let urls: Record<'lineitems' | 'lineitem' | 'results' | 'scores' | 'members', string>;

  beforeAll(async () => {
    lms = await startLms();
    lms.sandbox.control.addLink('1', {
      clientId: lms.tool.clientId,
      title: 'Exercise',
      lineItem: { scoreMaximum: 10 },
    });
    column = lms.sandbox.control.getGradebook('1').columns[0] as PresentedColumn;
    const lineitem = column.lineItemUrl ?? '';
    const deployment = lms.tool.deployments[0]?.id ?? '';
    urls = {
      lineitems: `${lms.url}/services/courses/1/lineitems?deployment=${deployment}`,
      lineitem,
      results: below(lineitem, 'results'),
      scores: below(lineitem, 'scores'),
      members: `${lms.url}/services/courses/1/deployments/${deployment}/memberships`,
    };
  });
  afterAll(() => lms.close());

  let minute = 0;
  const score = () => ({
    method: 'POST',
    type: SCORE,
    body: {
      userId: '101',
      timestamp: `2026-11-23T10:${String(minute++).padStart(2, '0')}:00Z`,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
    },
  });

  it.each([
    ['lineitems', [`${AGS}/lineitem`, `${AGS}/lineitem.readonly`], {}],
    ['lineitem', [`${AGS}/lineitem`, `${AGS}/lineitem.readonly`], {}],
    [
      'lineitems',
      [`${AGS}/lineitem`],
      { method: 'POST', type: LINE_ITEM, body: { label: 'New', scoreMaximum: 1 } },
    ],
    [
      'lineitem',
      [`${AGS}/lineitem`],
      { method: 'PUT', type: LINE_ITEM, body: { label: 'Same', scoreMaximum: 10 } },
    ],
    ['results', [`${AGS}/result.readonly`], {}],
    ['scores', [`${AGS}/score`], 'score'],
    ['members', [MEMBERSHIPS_SCOPE], {}],
  ] as const)('%s needs %j', async (service, scopes, options) => {
    const request: CallOptions = options === 'score' ? score() : options;
    for (const scope of ALL_SCOPES.split(' ')) {
      const { status, body } = await lms.call(urls[service], { ...request, token: await lms.token(scope) });
      const isEnough = (scopes as readonly string[]).includes(scope);
      expect({ scope, refused: status === 403 }).toEqual({ scope, refused: !isEnough });
      if (!isEnough) expect(body).toMatchObject({ error: 'scope_insufficient' });
    }
  });

  it.each(['lineitems', 'lineitem', 'results', 'members'] as const)(
    '%s refuses no token, an unknown one, an expired one',
    async (service) => {
      const token = await lms.token();
      expect((await lms.call(urls[service], { token })).status).toBe(200);
      lms.advance(3_600_000);
      for (const [bearer, code] of [
        [null, 'token_missing'],
        ['made-up', 'token_unknown'],
        [token, 'token_expired'],
      ] as const) {
        const answer = await lms.call(urls[service], { token: bearer });
        expect(answer).toMatchObject({ status: 401, body: { error: code } });
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
      }
    },
  );

  it('refuses a token once all were expired by hand', async () => {
    const token = await lms.token();
    lms.sandbox.control.expireTokens();
    expect(await lms.call(urls.members, { token })).toMatchObject({
      status: 401,
      body: { error: 'token_expired' },
    });
  });

  it('refuses a scope that the administrator took back after the token was given', async () => {
    const token = await lms.token();
    lms.sandbox.control.changeTool(lms.tool.clientId, { scopes: [`${AGS}/score`] });
    const answer = await lms.call(urls.members, { token });
    lms.sandbox.control.changeTool(lms.tool.clientId, { scopes: ALL_SCOPES.split(' ') });
    expect(answer.status).toBe(403);
  });

  it.each(['lineitems', 'lineitem', 'results'] as const)(
    '%s wants the query of its address',
    async (service) => {
      const [withoutQuery = ''] = urls[service].split('?');
      expect(await lms.call(withoutQuery)).toMatchObject({
        status: 400,
        body: { error: 'deployment_missing' },
      });
    },
  );

  it('finds nothing where /results was written behind the query', async () => {
    const answer = await lms.call(`${urls.lineitem}/results`, { accept: RESULTS });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ error: 'deployment_foreign' });
  });

  it.each([
    ['lineitems', LINE_ITEMS, 'application/json'],
    ['lineitem', LINE_ITEM, 'application/json'],
    ['results', RESULTS, 'application/json'],
    ['members', MEMBERS, 'application/json'],
    ['results', RESULTS, LINE_ITEMS],
  ] as const)('%s answers as %s, not as %s', async (service, type, wrong) => {
    const right = await lms.call(urls[service], { accept: type });
    expect(right.status).toBe(200);
    expect(right.headers.get('content-type')).toContain(type);
    expect((await lms.call(urls[service], { accept: '*/*' })).status).toBe(200);
    expect(await lms.call(urls[service], { accept: wrong })).toMatchObject({
      status: 406,
      body: { error: 'not_acceptable' },
    });
  });

  it.each([
    ['lineitems', 'POST', LINE_ITEM],
    ['lineitem', 'PUT', LINE_ITEM],
    ['scores', 'POST', SCORE],
  ] as const)('%s takes no %s but of type %s', async (service, method, type) => {
    const body = { ...score().body, label: 'Typed', scoreMaximum: 10 };
    expect(await lms.call(urls[service], { method, type: 'application/json', body })).toMatchObject({
      status: 415,
      body: { error: 'media_type_unsupported' },
    });
    const { status } = await lms.call(urls[service], { method, type: `${type}; charset=utf-8`, body });
    expect(status).toBeLessThan(300);
  });

  it('refuses a body that is not JSON', async () => {
    const answer = await lms.call(urls.scores, { method: 'POST', type: SCORE, body: '{"userId":' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'input_invalid' } });
  });

  it("hides the course's own columns and those of other tools, and refuses another tool's deployment", async () => {
    const { control } = lms.sandbox;
    const own = control.addColumn('1', { label: 'Exam', scoreMaximum: 10 });
    const other = control.addTool({ ...lms.tool, name: 'Other', deepLinkingUrl: undefined });
    control.addLink('1', { clientId: other.clientId, title: 'Theirs', lineItem: { scoreMaximum: 5 } });
    const theirs = control.getGradebook('1').columns.find(({ clientId }) => clientId === other.clientId);

    const { body } = await lms.call(urls.lineitems);
    const labels = (body as { label: string }[]).map(({ label }) => label);
    expect(labels).not.toContain('Exam');
    expect(labels).not.toContain('Theirs');
    for (const id of [own.id, theirs?.id]) {
      const guessed = urls.lineitem.replace(`/${column.id}/`, `/${id ?? ''}/`);
      expect(await lms.call(guessed)).toMatchObject({ status: 404, body: { error: 'column_not_found' } });
    }
    expect(await lms.call(theirs?.lineItemUrl ?? '')).toMatchObject({ status: 401 });
  });

  it('knows nothing at an address that is none', async () => {
    expect(await lms.call(`${lms.url}/services/courses/1/grades`)).toMatchObject({ status: 404 });
    expect(await lms.call(urls.members.replace('/courses/1/', '/courses/9/'))).toMatchObject({ status: 404 });
  });

  describe('a second deployment of the same tool', () => {
    let second = '';
    beforeEach(() => {
      second = lms.sandbox.control.addDeployment(lms.tool.clientId).id;
    });

    it('has columns of its own', async () => {
      const address = urls.lineitems.replace(/deployment=.*/, `deployment=${second}`);
      expect(await lms.call(address)).toMatchObject({ status: 200, body: [] });
    });
  });
});
