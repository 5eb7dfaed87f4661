/**
 * The services of this tool against the sandbox LMS, which counts what it is asked.
 *
 * @module
 */
import { importPKCS8 } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGuardedFetch, type ClosableGuardedFetch } from '../../../src/http/create-guarded-fetch.js';
import { createAccessTokens } from '../../../src/lti/access-tokens.js';
import { createServiceClient } from '../../../src/lti/service-client.js';
import { createToolColumns, type ToolColumns } from '../../../src/outcomes/tool-columns.js';
import type { OutcomeSighting } from '../../../src/outcomes/outcome.js';
import { NOW, startLms, type Lms } from '../sandbox/probe-tool.js';
import { buildCourse, buildRegistration } from './small-platform.js';

const COURSE = '1';

let lms: Lms;
let fetch: ClosableGuardedFetch;
let columns: ToolColumns;

beforeEach(async () => {
  lms = await startLms({ students: 30, extras: true });
  fetch = createGuardedFetch({ allowHosts: [], allowLoopback: true });
  const now = () => new Date(lms.nowSeconds() * 1000);
  const pem = lms.key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const privateKey = await importPKCS8(pem, 'RS256');
  const toolKeys = { getSigningKey: () => Promise.resolve({ kid: lms.key.kid, privateKey }) };
  const accessTokens = createAccessTokens({ fetch, toolKeys, now });
  columns = createToolColumns({ services: createServiceClient({ fetch, accessTokens, now }) });
});

afterEach(async () => {
  lms.sandbox.control.clearFaults();
  await lms.close();
  await fetch.close();
});

function registration() {
  const { clientId, platform } = lms.tool;
  return buildRegistration(lms.url, {
    clientId,
    issuer: platform.issuer,
    tokenUrl: platform.tokenEndpoint,
    tokenAudience: platform.tokenEndpoint,
    jwksUrl: platform.jwksUri,
    authorizationUrl: platform.authorizationEndpoint,
  });
}

function course() {
  const deployment = deploymentId();
  return buildCourse(lms.url, {
    membershipsUrl: `${lms.url}/services/courses/${COURSE}/deployments/${deployment}/memberships`,
    lineItemsUrl: `${lms.url}/services/courses/${COURSE}/lineitems?deployment=${deployment}`,
  });
}

function deploymentId(): string {
  const [first] = lms.tool.deployments;
  return first?.id ?? '';
}

/** A link with a column of ours. */
function addColumn(key: string) {
  const { clientId } = lms.tool;
  const link = lms.sandbox.control.addLink(COURSE, {
    clientId,
    title: `Badge ${key}`,
    lineItem: { scoreMaximum: 10, resourceId: key, tag: 'grade' },
  });
  const { columns: all } = lms.sandbox.control.getGradebook(COURSE);
  const column = all.find(({ id }) => id === link.columnId);
  return { columnId: column?.id ?? '', lineItemUrl: column?.lineItemUrl ?? '' };
}

const isOurs = (column: OutcomeSighting): boolean => column.mappingKey !== null;
const read = (signal?: AbortSignal) => columns.readCourse(registration(), course(), isOurs, signal);

describe('readCourse against the sandbox LMS', () => {
  it('reads 30 learners and 3 columns with the fewest requests there can be, counted by the LMS', async () => {
    const made = ['key-1', 'key-2', 'key-3'].map(addColumn);
    lms.sandbox.control.addColumn(COURSE, { label: 'The teacher’s own', scoreMaximum: 10 });
    for (const { columnId } of made) {
      for (let n = 1; n <= 30; n += 1) {
        const login = `student${String(n).padStart(2, '0')}`;
        lms.sandbox.control.setGrade(COURSE, columnId, login, n % 11);
      }
    }
    lms.sandbox.control.changeSettings({ pageSizes: { members: 10, results: 20, lineitems: 10 } });
    lms.sandbox.control.resetCounters();

    const reading = await read();

    const counters = lms.sandbox.control.getCounters();
    // 30 students, the teacher, and four more people; the teacher's own column is not ours to see.
    expect(reading.members).toHaveLength(35);
    expect(reading.columns.map(({ mappingKey }) => mappingKey)).toEqual(['key-1', 'key-2', 'key-3']);
    expect([...reading.results.values()].map((results) => results.length)).toEqual([30, 30, 30]);
    expect(counters).toMatchObject({ token: 1, members: 4, lineitems: 1, results: 3 * 2 });
    expect(reading.requests).toBe(1 + 4 + 1 + 6);
    expect((await read()).requests).toBe(4 + 1 + 6);
  });

  it('knows the people of the course apart', async () => {
    const { members } = await read();
    const find = (userId: string) => members?.find((member) => member.userId === userId);
    expect(find('101')).toMatchObject({ roles: { isLearner: true, isStaff: false }, status: 'active' });
    expect(find('3')).toMatchObject({ roles: { isLearner: false, isStaff: true } });
    expect(find('201')).toMatchObject({ roles: { isStaff: true } });
    expect(find('202')).toMatchObject({ roles: { isLearner: false, isObserver: true } });
    expect(find('203')).toMatchObject({ roles: { isTestUser: true } });
    expect(find('204')).toMatchObject({ status: 'inactive' });
  });

  it('tells zero, a cleared grade and no grade apart', async () => {
    const { columnId, lineItemUrl } = addColumn('key-1');
    lms.sandbox.control.setGrade(COURSE, columnId, 'student01', 0);
    lms.sandbox.control.setGrade(COURSE, columnId, 'student02', 5);
    lms.sandbox.control.clearGrade(COURSE, columnId, 'student02');
    const results = (await read()).results.get(lineItemUrl);
    expect(results?.find(({ userId }) => userId === '101')).toMatchObject({ score: 0, scoreFraction: 0 });
    expect(results?.find(({ userId }) => userId === '102')?.score ?? null).toBeNull();
    expect(results?.find(({ userId }) => userId === '103')).toBeUndefined();
  });

  it.each([
    ['members', { kind: 'error' }, 'platform_unavailable'],
    ['members', { kind: 'half' }, 'platform_unavailable'],
    ['members', { kind: 'cut' }, 'platform_unavailable'],
    ['members', { kind: 'rate-limit' }, 'platform_busy'],
    ['members', { kind: 'malformed' }, 'platform_answer_unusable'],
    ['lineitems', { kind: 'error', status: 502 }, 'platform_unavailable'],
    ['results', { kind: 'half' }, 'platform_unavailable'],
    ['token', { kind: 'error' }, 'platform_unavailable'],
  ] as const)('gives nothing when %s meet %j, and all of it afterwards', async (service, fault, code) => {
    const { columnId } = addColumn('key-1');
    lms.sandbox.control.setGrade(COURSE, columnId, 'student01', 5);
    lms.sandbox.control.setGrade(COURSE, columnId, 'student02', 6);
    lms.sandbox.control.setFault(service, fault);
    await expect(read()).rejects.toMatchObject({ code });
    lms.sandbox.control.clearFaults();
    lms.advance(60_000); // an LMS that asked to wait is left alone
    const reading = await read();
    expect(reading.members).toHaveLength(35);
    expect([...reading.results.values()].flat()).toHaveLength(2);
  });

  it('gives up on a service that hangs when it is told to', async () => {
    lms.sandbox.control.setFault('members', { kind: 'hang' });
    await expect(read(AbortSignal.timeout(100))).rejects.toMatchObject({ code: 'platform_unavailable' });
  });

  it('goes on when the LMS has forgotten its tokens', async () => {
    await read();
    lms.sandbox.control.expireTokens();
    expect((await read()).members).toHaveLength(35);
  });
});

describe('postScore against the sandbox LMS', () => {
  const score = { userId: '101', scoreGiven: 1, scoreMaximum: 1, timestamp: NOW, comment: null };

  it('puts a score in the gradebook, which is read back', async () => {
    const { columnId, lineItemUrl } = addColumn('key-1');
    expect(await columns.postScore(registration(), lineItemUrl, score)).toBe('posted');
    const grade = lms.sandbox.control.getGradebook(COURSE).grades.find((one) => one.columnId === columnId);
    expect(grade).toMatchObject({ login: 'student01', score: 10 });
    expect(
      await columns.readLearnerResults(registration(), { lineItemUrl, scoreMaximum: 10 }, '101'),
    ).toMatchObject([{ userId: '101', scoreFraction: 1 }]);
  });

  it('says older for the same second again, and posts a later one', async () => {
    const { lineItemUrl } = addColumn('key-1');
    await columns.postScore(registration(), lineItemUrl, score);
    expect(await columns.postScore(registration(), lineItemUrl, score)).toBe('older');
    lms.advance(2000);
    const later = { ...score, timestamp: new Date(NOW.getTime() + 1000) };
    expect(await columns.postScore(registration(), lineItemUrl, later)).toBe('posted');
  });

  it('is refused for somebody who cannot be graded', async () => {
    const { lineItemUrl } = addColumn('key-1');
    await expect(
      columns.postScore(registration(), lineItemUrl, { ...score, userId: '3' }),
    ).rejects.toMatchObject({ code: 'score_refused' });
  });

  it('does not know whether a score whose answer was cut off has arrived; asking again tells', async () => {
    const { lineItemUrl } = addColumn('key-1');
    lms.sandbox.control.setFault('scores', { kind: 'cut', requests: 1 });
    await expect(columns.postScore(registration(), lineItemUrl, score)).rejects.toMatchObject({
      code: 'platform_unavailable',
    });
    expect(await columns.postScore(registration(), lineItemUrl, score)).toBe('older');
  });
});
