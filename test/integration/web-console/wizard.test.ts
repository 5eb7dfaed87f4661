import { afterEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { setUpOperator, type ConsoleVisitor } from '../../support/console-visitor.js';
import { startTool } from '../../support/start-tool.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function openWorld(profile: 'plain' | 'canvas' | 'brightspace' | 'moodle') {
  const tool = await startTool();
  const sandbox = await createSandbox({ students: 3, profile });
  const lms = await sandbox.start();
  open.push(tool, lms);
  const visitor = await setUpOperator(tool);
  return { tool, sandbox, lms, visitor };
}

async function begin(visitor: ConsoleVisitor, guide: string): Promise<string> {
  await visitor.get('/admin/connect');
  const started = await visitor.post('/admin/connect', { guide });
  return started.location ?? '';
}

const readLink = (html: string): string =>
  /id="link">([^<]+)</.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
const readState = (html: string): string => /data-state="([^"]+)"/.exec(html)?.[1] ?? '';
const readNextStep = (html: string): string =>
  /class="card stack wizard-step is-next" id="step-([\w-]+)"/.exec(html)?.[1] ?? '';

async function openLink(sandbox: Sandbox, link: string): Promise<void> {
  const { registrationUrl } = sandbox.control.openRegistration({ toolUrl: link });
  const answer = await fetch(registrationUrl ?? '');
  expect(answer.status).toBe(200);
}

describe('connecting by a link', () => {
  it.each(['canvas', 'brightspace', 'moodle'] as const)(
    '%s: the page sees by itself that the LMS has called',
    async (name) => {
      const { sandbox, visitor } = await openWorld(name);
      const path = await begin(visitor, name);
      const first = await visitor.get(path);
      expect(readNextStep(first.html)).toBe('paste');
      const link = readLink(first.html);
      const state = JSON.parse((await visitor.get(`${path}/state`, { accept: 'application/json' })).html) as {
        state: string;
      };
      expect(state.state).toBe(readState(first.html));

      await openLink(sandbox, link);

      const after = JSON.parse((await visitor.get(`${path}/state`)).html) as { state: string };
      expect(after.state).not.toBe(state.state);
      const second = await visitor.get(path);
      expect(readNextStep(second.html)).not.toBe('paste');
      expect(readLink(second.html)).toBe('');
      expect(second.html).not.toContain(new URL(link).searchParams.get('invite'));
    },
  );

  it('makes a new link when the old one has run out, and the old one is gone', async () => {
    const { tool, visitor } = await openWorld('plain');
    const path = await begin(visitor, 'another');
    const id = path.split('/').at(-1) ?? '';
    const { institution, stores } = tool.context;
    await stores.connections.change(institution.id, id, { linkExpiresAt: new Date(0) });
    expect(readLink((await visitor.get(path)).html)).toBe('');
    await visitor.post(`${path}/link`, {});
    expect(readLink((await visitor.get(path)).html)).toContain('/lti/register?invite=');
  });

  it('keeps the link sealed in the store', async () => {
    const { tool, visitor } = await openWorld('plain');
    const path = await begin(visitor, 'moodle');
    const secret = new URL(readLink((await visitor.get(path)).html)).searchParams.get('invite') ?? '-';
    const stored = await tool.context.stores.connections.list(tool.context.institution.id, 5);
    expect(JSON.stringify(stored)).not.toContain(secret);
  });
});

describe('connecting by hand', () => {
  it('shows the fields, takes what the LMS shows, and says which value cannot be used', async () => {
    const { tool, sandbox, lms, visitor } = await openWorld('moodle');
    const path = await begin(visitor, 'moodle');
    await visitor.post(`${path}/way`, { way: 'table' });
    const page = await visitor.get(path);
    expect(page.html).toContain('configure a tool manually');
    expect(page.html).toContain(`${tool.baseUrl}/lti/login`);

    const added = sandbox.control.addTool({
      name: 'Insigne',
      loginUrl: `${tool.baseUrl}/lti/login`,
      redirectUris: [`${tool.baseUrl}/lti/launch`],
      jwksUrl: `${tool.baseUrl}/lti/jwks`,
      targetLinkUri: `${tool.baseUrl}/lti/launch`,
    });
    const wrong = await visitor.post(`${path}/facts`, { site: 'not an address', clientId: added.clientId });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('This cannot be used: issuer');
    expect(wrong.html).toContain('value="not an address"');

    const told = await visitor.post(`${path}/facts`, {
      site: lms.url,
      clientId: added.clientId,
      deploymentId: added.deployments[0]?.id ?? '',
    });
    expect(told.location).toBe(path);
    const [registration] = await tool.context.registrations.list(tool.context.institution.id);
    expect(registration).toMatchObject({ issuer: lms.url, profile: 'moodle', clientId: added.clientId });
    expect((await visitor.get(path)).html).toContain('id="step-show"');
  });
});
