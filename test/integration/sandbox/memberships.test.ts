import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startLms, type Answer, type Lms } from './probe-tool.js';

interface Member {
  readonly user_id: string;
  readonly status: string;
  readonly roles: readonly string[];
}

const membersOf = ({ body }: Answer) => (body as { members: Member[] }).members;

describe('the sandbox LMS: memberships (LTI NRPS 2.0 §2)', () => {
  let lms: Lms;
  let url: string;

  beforeEach(async () => {
    await (lms as Lms | undefined)?.close();
    lms = await startLms({ extras: true });
    url = `${lms.url}/services/courses/1/deployments/${lms.tool.deployments[0]?.id ?? ''}/memberships`;
  });
  afterAll(() => lms.close());

  it('lists everybody in the course with roles and state, and not the administrator', async () => {
    const answer = await lms.call(url);
    expect(answer.body).toMatchObject({
      id: url,
      context: { id: '1', label: 'MEDIA-1', title: 'Mediawijsheid' },
    });
    expect(membersOf(answer)).toHaveLength(10);
    expect(membersOf(answer)).toContainEqual({
      status: 'Active',
      user_id: '101',
      roles: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
      lis_person_sourcedid: 's0000101',
      name: 'Sanne de Vries',
      given_name: 'Sanne',
      family_name: 'de Vries',
      email: 'student01@example.org',
    });
    expect(membersOf(answer).find(({ user_id }) => user_id === '204')?.status).toBe('Inactive');
    expect(membersOf(answer).map(({ user_id }) => user_id)).not.toContain('2');
  });

  it('holds neither name nor e-mail for a tool that is not told', async () => {
    lms.sandbox.control.changeTool(lms.tool.clientId, { shareNames: false, shareEmail: false });
    const [member] = membersOf(await lms.call(url));
    expect(Object.keys(member ?? {}).sort()).toEqual(['lis_person_sourcedid', 'roles', 'status', 'user_id']);
  });

  it.each([
    ['Learner', 7],
    ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner', 7],
    ['Instructor', 2],
    ['Mentor', 1],
    ['Nobody', 0],
  ])('filters by role %s', async (role, count) => {
    expect(membersOf(await lms.call(`${url}?role=${encodeURIComponent(role)}`))).toHaveLength(count);
  });

  it('comes in pages whose links keep the role', async () => {
    const seen: string[] = [];
    let next: string | undefined = `${url}?role=Learner&limit=3`;
    while (next !== undefined) {
      const answer = await lms.call(next);
      seen.push(...membersOf(answer).map(({ user_id }) => user_id));
      next = /<([^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
      if (next !== undefined) expect(new URL(next).searchParams.get('role')).toBe('Learner');
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });

  it('never has more on a page than the platform allows', async () => {
    lms.sandbox.control.changeSettings({ pageSizes: { members: 4 } });
    expect(membersOf(await lms.call(`${url}?limit=500`))).toHaveLength(4);
  });

  it('shows who was deactivated, reactivated, removed and added', async () => {
    const { control } = lms.sandbox;
    const find = async (id: string) => membersOf(await lms.call(url)).find(({ user_id }) => user_id === id);
    control.changeMember('1', 'student01', { status: 'Inactive' });
    expect(await find('101')).toMatchObject({ status: 'Inactive' });
    control.changeMember('1', 'student01', { status: 'Active' });
    expect(await find('101')).toMatchObject({ status: 'Active' });
    control.removeMember('1', 'student01');
    expect(await find('101')).toBeUndefined();
    const { userId } = control.addMember('1', { login: 'newcomer' });
    expect(await find(userId)).toMatchObject({ status: 'Active' });
  });

  it('names the custom parameters of a link for each member, and no link of another tool', async () => {
    const link = lms.sandbox.control.addLink('1', {
      clientId: lms.tool.clientId,
      title: 'Exercise',
      custom: { login: '$User.username' },
    });
    const members = membersOf(await lms.call(`${url}?rlid=${link.id}`));
    expect(members.find(({ user_id }) => user_id === '101')).toMatchObject({
      message: [{ 'https://purl.imsglobal.org/spec/lti/claim/custom': { login: 'student01' } }],
    });
    expect((await lms.call(`${url}?rlid=999`)).status).toBe(404);
  });
});
