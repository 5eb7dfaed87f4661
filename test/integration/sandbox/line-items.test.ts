import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startLms, type Lms } from './probe-tool.js';

const TYPE = 'application/vnd.ims.lis.v2.lineitem+json';

interface LineItem {
  readonly id: string;
  readonly label: string;
  readonly scoreMaximum: number;
  readonly resourceLinkId?: string;
}

describe('the sandbox LMS: line items (LTI AGS 2.0 §3.2)', () => {
  let lms: Lms;
  let container: string;

  beforeEach(async () => {
    await (lms as Lms | undefined)?.close();
    lms = await startLms();
    container = `${lms.url}/services/courses/1/lineitems?deployment=${lms.tool.deployments[0]?.id ?? ''}`;
  });
  afterAll(() => lms.close());

  const create = (body: object) => lms.call(container, { method: 'POST', type: TYPE, body });
  const read = async (query = '') => (await lms.call(container + query)).body as LineItem[];

  it('creates one, reads it, changes it, deletes it', async () => {
    const created = await create({ label: 'Quiz', scoreMaximum: 20, resourceId: 'r1', tag: 'grade' });
    expect(created.status).toBe(201);
    const { id } = created.body as LineItem;
    expect(created.body).toEqual({ id, label: 'Quiz', scoreMaximum: 20, resourceId: 'r1', tag: 'grade' });
    expect(await lms.call(id)).toMatchObject({ status: 200, body: created.body });

    const changed = await lms.call(id, {
      method: 'PUT',
      type: TYPE,
      body: { label: 'Quiz 1', scoreMaximum: 40 },
    });
    expect(changed.body).toEqual({ id, label: 'Quiz 1', scoreMaximum: 40 });

    expect((await lms.call(id, { method: 'DELETE' })).status).toBe(204);
    expect((await lms.call(id)).status).toBe(404);
    expect(await read()).toEqual([]);
  });

  it('rescales grades with the maximum', async () => {
    const { id } = (await create({ label: 'Quiz', scoreMaximum: 20 })).body as LineItem;
    const column = lms.sandbox.control.getGradebook('1').columns[0]?.id ?? '';
    lms.sandbox.control.setGrade('1', column, 'student01', 11);
    await lms.call(id, { method: 'PUT', type: TYPE, body: { label: 'Quiz', scoreMaximum: 100 } });
    expect(lms.sandbox.control.getGradebook('1').grades[0]?.score).toBe(55);
  });

  it.each([
    ['no label', { scoreMaximum: 10 }],
    ['no maximum', { label: 'Quiz' }],
    ['a maximum of zero', { label: 'Quiz', scoreMaximum: 0 }],
    ['a maximum that is a text', { label: 'Quiz', scoreMaximum: '10' }],
    ['a list', []],
  ])('refuses %s', async (_case, body) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { error: 'input_invalid' } });
    expect(await read()).toEqual([]);
  });

  it('ties one to a link of the tool, and to no other', async () => {
    const link = lms.sandbox.control.addLink('1', { clientId: lms.tool.clientId, title: 'Exercise' });
    const other = lms.sandbox.control.addTool({ ...lms.tool, name: 'Other', deepLinkingUrl: undefined });
    const theirs = lms.sandbox.control.addLink('1', { clientId: other.clientId, title: 'Theirs' });

    const tied = await create({ label: 'Quiz', scoreMaximum: 20, resourceLinkId: link.id });
    expect(tied.body).toMatchObject({ resourceLinkId: link.id });
    for (const resourceLinkId of [theirs.id, '999']) {
      expect((await create({ label: 'Quiz', scoreMaximum: 20, resourceLinkId })).status).toBe(404);
    }
  });

  it('goes away with its link', async () => {
    const link = lms.sandbox.control.addLink('1', {
      clientId: lms.tool.clientId,
      title: 'Exercise',
      lineItem: { scoreMaximum: 10 },
    });
    const [item] = await read();
    expect(item).toMatchObject({ resourceLinkId: link.id });
    lms.sandbox.control.removeLink('1', link.id);
    expect((await lms.call(item?.id ?? '')).status).toBe(404);
  });

  describe('the container', () => {
    beforeEach(async () => {
      const link = lms.sandbox.control.addLink('1', { clientId: lms.tool.clientId, title: 'Exercise' });
      await create({ label: 'A', scoreMaximum: 1, resourceId: 'r1', tag: 'grade' });
      await create({ label: 'B', scoreMaximum: 1, resourceId: 'r1', tag: 'badge', resourceLinkId: link.id });
      await create({ label: 'C', scoreMaximum: 1, resourceId: 'r2', tag: 'grade' });
    });

    it.each([
      ['&resource_id=r1', 'AB'],
      ['&tag=grade', 'AC'],
      ['&resource_id=r1&tag=grade', 'A'],
      ['&resource_id=none', ''],
    ])('filters by %s', async (query, labels) => {
      expect((await read(query)).map(({ label }) => label).join('')).toBe(labels);
    });

    it('filters by resource link', async () => {
      const tied = (await read()).find(({ label }) => label === 'B');
      expect(await read(`&resource_link_id=${tied?.resourceLinkId ?? ''}`)).toEqual([tied]);
    });

    it('comes in pages whose links keep the filters and the deployment', async () => {
      lms.sandbox.control.changeSettings({ pageSizes: { lineitems: 1 } });
      const labels: string[] = [];
      let next: string | undefined = `${container}&tag=grade&limit=50`;
      while (next !== undefined) {
        const answer = await lms.call(next);
        labels.push(...(answer.body as LineItem[]).map(({ label }) => label));
        next = /<([^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
        if (next !== undefined) {
          expect(Object.fromEntries(new URL(next).searchParams)).toMatchObject({ tag: 'grade', limit: '50' });
        }
      }
      expect(labels).toEqual(['A', 'C']);
    });

    it.each(['limit=0', 'limit=x', 'page=-1', 'limit=1&limit=2'])('refuses %s', async (query) => {
      expect(await lms.call(`${container}&${query}`)).toMatchObject({ status: 400 });
    });
  });
});
