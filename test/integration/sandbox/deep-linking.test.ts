import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseForms } from '../../../src/sandbox/visitor/html-forms.js';
import { createVisitor, type VisitedPage, type Visitor } from '../../../src/sandbox/visitor/visitor.js';
import {
  authorizationRequest,
  authorize,
  beginLaunch,
  createToolKey,
  startLms,
  visitAs,
  type Lms,
} from './probe-tool.js';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim';

interface Opened {
  readonly returnUrl: string;
  readonly data: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

describe('the sandbox LMS: deep linking (LTI Deep Linking 2.0)', () => {
  let lms: Lms;
  let teacher: Visitor;
  let nonce = 0;
  const otherKey = createToolKey('not-published');

  beforeAll(async () => {
    lms = await startLms();
    teacher = await visitAs(lms, 'teacher');
  });
  afterAll(() => lms.close());
  beforeEach(() => {
    for (const { id } of lms.sandbox.control.listLinks('1')) lms.sandbox.control.removeLink('1', id);
    lms.sandbox.control.changeSettings({
      acceptTypes: ['ltiResourceLink'],
      acceptMultiple: true,
      acceptLineItem: true,
    });
  });

  async function open(visitor = teacher): Promise<Opened> {
    const [deployment] = lms.tool.deployments;
    const login = await beginLaunch(
      visitor,
      `${lms.url}/courses/1/add/${lms.tool.clientId}/${deployment?.id ?? ''}`,
    );
    const { claims } = await authorize(lms, visitor, authorizationRequest(lms, login));
    const settings = claims?.[`${DL}/deep_linking_settings`] as Record<string, string>;
    return { returnUrl: settings.deep_link_return_url ?? '', data: settings.data ?? '', settings };
  }

  const ITEM = {
    type: 'ltiResourceLink',
    title: 'Exercise',
    text: 'Seven',
    custom: { key: 'k-1' },
    lineItem: { scoreMaximum: 20, label: 'Grade', resourceId: 'k-1', tag: 'grade' },
  };

  function buildResponse({ data }: Opened, items: unknown, changes: Record<string, unknown> = {}) {
    return {
      iss: lms.tool.clientId,
      aud: lms.url,
      iat: lms.nowSeconds(),
      exp: lms.nowSeconds() + 60,
      nonce: `n-${String(++nonce)}`,
      [`${LTI}/message_type`]: 'LtiDeepLinkingResponse',
      [`${LTI}/version`]: '1.3.0',
      [`${LTI}/deployment_id`]: lms.tool.deployments[0]?.id,
      [`${DL}/data`]: data,
      [`${DL}/content_items`]: items,
      ...changes,
    };
  }

  async function respond(
    opened: Opened,
    items: unknown,
    { changes = {}, key = lms.key }: { changes?: Record<string, unknown>; key?: Lms['key'] } = {},
  ): Promise<VisitedPage> {
    const jwt = await lms.sign(buildResponse(opened, items, changes), key);
    return teacher.post(opened.returnUrl, { JWT: jwt });
  }

  const codeOf = ({ html }: VisitedPage) => /Code: <code>([a-z_]+)<\/code>/.exec(html)?.[1] ?? null;

  it('asks for links, says what it accepts, and names no memberships before the tool has a link', async () => {
    const login = await beginLaunch(
      teacher,
      `${lms.url}/courses/1/add/${lms.tool.clientId}/${lms.tool.deployments[0]?.id ?? ''}`,
    );
    const { claims } = await authorize(lms, teacher, authorizationRequest(lms, login));
    expect(claims).toMatchObject({
      [`${LTI}/message_type`]: 'LtiDeepLinkingRequest',
      [`${DL}/deep_linking_settings`]: {
        accept_types: ['ltiResourceLink'],
        accept_multiple: true,
        accept_lineitem: true,
        accept_presentation_document_targets: ['iframe', 'window'],
        data: expect.any(String) as string,
      },
    });
    expect(claims).not.toHaveProperty([`${LTI}/resource_link`]);
    expect(claims).not.toHaveProperty(['https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice']);
  });

  it('makes link and line item only when the teacher saves its own form', async () => {
    const form = await respond(await open(), [ITEM]);
    expect(new URL(form.url).pathname).toMatch(/^\/courses\/1\/selections\//);
    expect(lms.sandbox.control.listLinks('1')).toEqual([]);
    expect(lms.sandbox.control.getGradebook('1').columns).toEqual([]);

    await teacher.saveContent(form, { fields: { 'title-0': 'Renamed', 'scoreMaximum-0': '12,5' } });

    expect(lms.sandbox.control.listLinks('1')).toMatchObject([
      {
        title: 'Renamed',
        text: 'Seven',
        url: `${lms.toolUrl}/start`,
        custom: { key: 'k-1' },
        published: true,
      },
    ]);
    expect(lms.sandbox.control.getGradebook('1').columns).toMatchObject([
      { label: 'Grade', scoreMaximum: 12.5, resourceId: 'k-1', tag: 'grade', clientId: lms.tool.clientId },
    ]);
  });

  it('saves several items at once, unpublished when the teacher says so', async () => {
    const form = await respond(await open(), [ITEM, { type: 'ltiResourceLink' }]);
    await teacher.saveContent(form, { publish: false });
    expect(lms.sandbox.control.listLinks('1')).toMatchObject([
      { title: 'Exercise', published: false },
      { title: 'Probe', published: false, columnId: null },
    ]);
  });

  it('saves an answer once', async () => {
    const form = await respond(await open(), [ITEM]);
    await teacher.saveContent(form);
    expect(codeOf(await teacher.saveContent(form))).toBe('selection_saved');
    expect(lms.sandbox.control.listLinks('1')).toHaveLength(1);
  });

  it('has nothing to save after an empty answer, and shows what the tool says, as text', async () => {
    const page = await respond(await open(), [], { changes: { [`${DL}/errormsg`]: '<b>Sorry</b>' } });
    expect(page.html).toContain('Nothing was chosen');
    expect(page.html).toContain('&lt;b&gt;Sorry');
    expect(page.forms.filter(({ action }) => action.includes('/selections/'))).toEqual([]);
  });

  it.each([
    ['the wrong audience', { aud: 'https://other.example' }, 'jwt_refused'],
    ['another issuer', { iss: 'somebody' }, 'jwt_refused'],
    ['an expired answer', { exp: 1 }, 'jwt_refused'],
    ['no exp', { exp: undefined }, 'jwt_refused'],
    ['no iat', { iat: undefined }, 'jwt_refused'],
    ['no nonce', { nonce: undefined }, 'jwt_refused'],
    ['another message type', { [`${LTI}/message_type`]: 'LtiDeepLinkingRequest' }, 'deep_linking_refused'],
    ['another version', { [`${LTI}/version`]: '1.3' }, 'deep_linking_refused'],
    ['another deployment', { [`${LTI}/deployment_id`]: '1' }, 'deep_linking_refused'],
    ['no data', { [`${DL}/data`]: undefined }, 'deep_linking_refused'],
    ['other data', { [`${DL}/data`]: 'x' }, 'deep_linking_refused'],
    ['a day of validity', { exp: 2_000_000_000 }, 'deep_linking_refused'],
  ])('refuses %s', async (_case, changes, code) => {
    const opened = await open();
    const page = await respond(opened, [ITEM], { changes });
    expect({ status: page.status, code: codeOf(page) }).toEqual({ status: 400, code });
    // The dialog is still open: the right answer gets through.
    expect((await respond(opened, [ITEM])).status).toBe(200);
  });

  it.each([
    ['a type that was not asked for', [{ type: 'link', url: 'https://example.org' }]],
    ['an address on another host', [{ ...ITEM, url: 'https://other.example/start' }]],
    ['custom parameters that are no texts', [{ ...ITEM, custom: { n: 1 } }]],
    ['a line item without a maximum', [{ ...ITEM, lineItem: { label: 'x' } }]],
    ['a line item with a maximum of zero', [{ ...ITEM, lineItem: { scoreMaximum: 0 } }]],
    ['no list', { ...ITEM }],
  ])('refuses %s', async (_case, items) => {
    expect(codeOf(await respond(await open(), items))).toBe('deep_linking_refused');
  });

  it('refuses several where one was asked for, and a line item where none was', async () => {
    lms.sandbox.control.changeSettings({ acceptMultiple: false, acceptLineItem: false });
    const opened = await open();
    expect(opened.settings).toMatchObject({ accept_multiple: false, accept_lineitem: false });
    const bare = { type: 'ltiResourceLink', title: 'Bare' };
    expect(codeOf(await respond(opened, [bare, bare]))).toBe('deep_linking_refused');
    expect(codeOf(await respond(opened, [ITEM]))).toBe('deep_linking_refused');
    expect(codeOf(await respond(opened, [bare]))).toBeNull();
  });

  it('refuses an answer signed with a key that the tool does not publish', async () => {
    expect(codeOf(await respond(await open(), [ITEM], { key: otherKey }))).toBe('jwt_refused');
  });

  it('takes one answer, and a nonce once', async () => {
    const first = await open();
    await respond(first, [ITEM], { changes: { nonce: 'same' } });
    expect(codeOf(await respond(first, [ITEM]))).toBe('selection_answered');
    expect(codeOf(await respond(await open(), [ITEM], { changes: { nonce: 'same' } }))).toBe(
      'deep_linking_refused',
    );
  });

  it('comes back through a page of its own when the browser sent no cookie, and to nobody else', async () => {
    const opened = await open();
    const jwt = await lms.sign(buildResponse(opened, [ITEM]));
    const body = () => new URLSearchParams({ JWT: jwt });
    const reposting = await createVisitor().fetch(opened.returnUrl, { method: 'POST', body: body() });
    const [form] = parseForms(await reposting.text(), opened.returnUrl);
    expect(form).toMatchObject({ action: opened.returnUrl, fields: { JWT: jwt, reposted: '1' } });

    const student = await visitAs(lms, 'student01');
    const theirs = await student.fetch(opened.returnUrl, { method: 'POST', body: body() });
    expect(theirs.status).toBe(401);
  });

  it('is for teachers only', async () => {
    const student = await visitAs(lms, 'student01');
    const page = await student.get(`${lms.url}/courses/1/add`);
    expect({ status: page.status, code: codeOf(page) }).toEqual({ status: 403, code: 'course_forbidden' });
  });
});
