import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAnswer, startLms, type Answer, type Lms } from './probe-tool.js';

describe('the sandbox LMS: the automation API', () => {
  let lms: Lms;

  beforeAll(async () => {
    lms = await startLms();
  });
  afterAll(() => lms.close());
  beforeEach(() => {
    lms.sandbox.control.clearFaults();
    lms.sandbox.control.resetCounters();
    lms.sandbox.control.clearLog();
  });

  async function api(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return readAnswer(
      await fetch(`${lms.url}/api${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...sent,
      }),
    );
  }

  const membersUrl = () =>
    `${lms.url}/services/courses/1/deployments/${lms.tool.deployments[0]?.id ?? ''}/memberships`;

  it('plays a course: tool, link, grade, member, publication', async () => {
    const tool = await api('POST', '/tools', {
      name: 'Scripted',
      loginUrl: 'https://tool.example/login',
      redirectUris: ['https://tool.example/launch'],
      jwksUrl: 'https://tool.example/jwks',
      targetLinkUri: 'https://tool.example/start',
    });
    expect(tool).toMatchObject({ status: 201, body: { active: true, platform: { issuer: lms.url } } });
    const { clientId } = tool.body as { clientId: string };
    const link = await api('POST', '/courses/1/links', {
      clientId,
      title: 'Task',
      lineItem: { scoreMaximum: 4 },
    });
    const { id, columnId } = link.body as { id: string; columnId: string };
    expect(
      (await api('PUT', `/courses/1/columns/${columnId}/grades/student02`, { score: 3 })).body,
    ).toMatchObject({
      userId: '102',
      score: 3,
      by: 'teacher',
    });
    expect((await api('PATCH', `/courses/1/columns/${columnId}`, { scoreMaximum: 8 })).status).toBe(200);
    expect((await api('GET', '/courses/1/gradebook')).body).toMatchObject({ grades: [{ score: 6 }] });
    expect((await api('DELETE', `/courses/1/columns/${columnId}/grades/student02`)).status).toBe(204);
    expect((await api('GET', '/courses/1/gradebook')).body).toMatchObject({ grades: [{ score: null }] });
    expect((await api('PATCH', `/courses/1/links/${id}`, { published: false })).body).toMatchObject({
      published: false,
    });
    expect((await api('POST', '/courses/1/members', { login: 'late' })).status).toBe(201);
    expect((await api('PATCH', '/courses/1/members/late', { status: 'Inactive' })).body).toMatchObject({
      status: 'Inactive',
    });
    expect((await api('DELETE', '/courses/1/members/late')).status).toBe(204);
    expect((await api('DELETE', `/tools/${clientId}`)).status).toBe(204);
    expect((await api('GET', '/courses/1/gradebook')).body).toEqual({ columns: [], grades: [] });
  });

  it('copies a course: new ids, what the tool gave stays, no grades, and a history', async () => {
    const { control } = lms.sandbox;
    const link = control.addLink('1', {
      clientId: lms.tool.clientId,
      title: 'Task',
      custom: { key: 'k' },
      lineItem: { scoreMaximum: 4, resourceId: 'k', tag: 'grade' },
    });
    control.setGrade('1', link.columnId ?? '', 'student01', 4);
    const { body } = await api('POST', '/courses', {
      label: 'C2',
      title: 'Copy',
      copyOf: '1',
      teacher: 'teacher',
    });
    const { id } = body as { id: string };
    const [copy] = control.listLinks(id);
    const { columns, grades } = control.getGradebook(id);
    control.removeLink('1', link.id);
    expect(body).toMatchObject({ history: ['1'] });
    expect(copy).toMatchObject({ title: 'Task', custom: { key: 'k' }, columnId: columns[0]?.id });
    expect(copy?.id).not.toBe(link.id);
    expect(columns).toMatchObject([{ resourceId: 'k', tag: 'grade', linkId: copy?.id }]);
    expect(columns[0]?.id).not.toBe(link.columnId);
    expect(grades).toEqual([]);
    expect(control.listMembers(id)).toMatchObject([{ login: 'teacher', role: 'teacher' }]);
  });

  it.each([
    ['PUT', '/courses/1/columns/1/grades/student01', { score: 1 }, 404, 'column_not_found'],
    ['GET', '/courses/7/members', undefined, 404, 'course_not_found'],
    ['POST', '/sessions', { user: 'nobody' }, 404, 'user_not_found'],
    ['POST', '/courses/1/members', { login: 'x', role: 'king' }, 400, 'input_invalid'],
    ['POST', '/courses/1/columns', { label: 'x', scoreMaximum: '1' }, 400, 'input_invalid'],
    ['PUT', '/faults/coffee', { kind: 'error' }, 400, 'input_invalid'],
    ['PUT', '/faults/members', { kind: 'sulk' }, 400, 'input_invalid'],
    ['PATCH', '/settings', { pageSizes: { members: 0 } }, 400, 'input_invalid'],
    ['GET', '/nothing', undefined, 404, 'call_unknown'],
  ])('answers %s %s with a status and a code', async (method, path, body, status, error) => {
    expect(await api(method, path, body)).toMatchObject({ status, body: { error } });
  });

  it('logs somebody in', async () => {
    const { body, headers } = await api('POST', '/sessions', { user: 'student01' });
    const { cookie } = body as { cookie: { name: string; value: string } };
    expect(headers.get('set-cookie')).toContain(`${cookie.name}=${cookie.value}`);
    const page = await fetch(`${lms.url}/courses/1`, {
      headers: { cookie: `${cookie.name}=${cookie.value}` },
    });
    expect(await page.text()).toContain('Sanne de Vries');
  });

  it('is closed to pages of other sites, and to names that were made to point here', async () => {
    expect(await api('GET', '/tools', undefined, { origin: 'http://localhost:3000' })).toMatchObject({
      status: 403,
      body: { error: 'not_this_machine' },
    });
    expect(await api('GET', '/tools', undefined, { origin: lms.url })).toMatchObject({ status: 200 });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(`${lms.url}/api/tools`, { headers: { host: 'lms.example' } }, (res) => {
        res.resume();
        resolve(res.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it('counts requests by service, refused ones too, and starts anew', async () => {
    await lms.call(membersUrl());
    await lms.call(membersUrl(), { token: 'made-up' });
    expect((await api('GET', '/counters')).body).toMatchObject({ token: 1, members: 2, scores: 0 });
    await api('DELETE', '/counters');
    expect((await api('GET', '/counters')).body).toMatchObject({ token: 0, members: 0 });
  });

  it('writes down who asked for what and how it ended, without query or token', async () => {
    const token = await lms.token();
    await lms.call(`${membersUrl()}?role=Learner`, { token });
    await lms.call(membersUrl(), { token: 'made-up' });
    const { body } = await api('GET', '/log?service=members');
    expect(body).toEqual([
      {
        at: new Date(lms.nowSeconds() * 1000).toISOString(),
        service: 'members',
        method: 'GET',
        path: new URL(membersUrl()).pathname,
        status: 200,
        clientId: lms.tool.clientId,
        ms: expect.any(Number) as number,
      },
      expect.objectContaining({ status: 401, clientId: null }),
    ]);
    expect(JSON.stringify((await api('GET', '/log')).body)).not.toContain(token);
  });

  describe('faults', () => {
    const set = (service: string, body: object) => api('PUT', `/faults/${service}`, body);

    it('error: so many requests, then well again', async () => {
      const token = await lms.token();
      await set('members', { kind: 'error', requests: 2, status: 503 });
      const statuses = [];
      for (let i = 0; i < 3; i += 1) statuses.push((await lms.call(membersUrl(), { token })).status);
      expect(statuses).toEqual([503, 503, 200]);
      expect((await api('GET', '/faults')).body).toEqual({});
    });

    it('error: until it is cleared', async () => {
      const token = await lms.token();
      await set('members', { kind: 'error' });
      expect((await lms.call(membersUrl(), { token })).status).toBe(500);
      expect((await lms.call(membersUrl(), { token })).status).toBe(500);
      await api('DELETE', '/faults/members');
      expect((await lms.call(membersUrl(), { token })).status).toBe(200);
    });

    it('rate-limit: says when to come back', async () => {
      const token = await lms.token();
      await set('members', { kind: 'rate-limit', retryAfterSeconds: 7 });
      const answer = await lms.call(membersUrl(), { token });
      expect(answer.status).toBe(429);
      expect(answer.headers.get('retry-after')).toBe('7');
    });

    it('hang: no answer until it is cleared, then a broken connection', async () => {
      const token = await lms.token();
      await set('members', { kind: 'hang' });
      const aborted = fetch(membersUrl(), {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(100),
      });
      await expect(aborted).rejects.toMatchObject({ name: 'TimeoutError' });

      const hanging = lms.call(membersUrl(), { token });
      const outcome = expect(hanging).rejects.toThrow('fetch failed');
      await waitFor(() => lms.sandbox.control.getCounters().members === 2);
      await api('DELETE', '/faults');
      await outcome;
      expect(lms.sandbox.control.listLog('members').every(({ status }) => status === 0)).toBe(true);
    });

    it('half: the first half with a link to the rest, which fails', async () => {
      const token = await lms.token();
      await set('members', { kind: 'half' });
      const first = await lms.call(membersUrl(), { token });
      expect((first.body as { members: unknown[] }).members).toHaveLength(3);
      const next = /<([^>]*)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
      expect((await lms.call(next, { token })).status).toBe(500);
    });

    it('cut: the answer breaks off in the middle', async () => {
      const token = await lms.token();
      await set('members', { kind: 'cut' });
      await expect(lms.call(membersUrl(), { token })).rejects.toThrow('terminated');
    });

    it('cut: a score was recorded though its answer never came', async () => {
      const link = lms.sandbox.control.addLink('1', {
        clientId: lms.tool.clientId,
        title: 'Task',
        lineItem: { scoreMaximum: 10 },
      });
      const column = lms.sandbox.control.getGradebook('1').columns.find(({ id }) => id === link.columnId);
      await set('scores', { kind: 'cut' });
      const posting = lms.call((column?.lineItemUrl ?? '').replace('/lineitem?', '/lineitem/scores?'), {
        method: 'POST',
        type: 'application/vnd.ims.lis.v1.score+json',
        body: {
          userId: '101',
          timestamp: '2026-11-23T10:00:00Z',
          scoreGiven: 1,
          scoreMaximum: 1,
          activityProgress: 'Completed',
          gradingProgress: 'FullyGraded',
        },
      });
      await expect(posting).rejects.toThrow();
      expect(lms.sandbox.control.getGradebook('1').grades).toMatchObject([{ login: 'student01', score: 10 }]);
    });

    it('malformed: the right type, and no JSON', async () => {
      const token = await lms.token();
      await set('members', { kind: 'malformed' });
      const answer = await lms.call(membersUrl(), { token });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('membershipcontainer+json');
      expect(answer.body).toBe('{"oops": [');
    });

    it('reaches the token endpoint and the keys as well', async () => {
      await set('token', { kind: 'error' });
      await set('jwks', { kind: 'malformed' });
      expect((await lms.requestToken()).status).toBe(500);
      expect(await (await fetch(`${lms.url}/lti/jwks`)).text()).toBe('{"oops": [');
    });
  });
});

async function waitFor(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
