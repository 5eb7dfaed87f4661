import { afterEach, describe, expect, it } from 'vitest';
import { GUIDE_NAMES } from '../../../src/language/guides/guide.js';
import { getGuide } from '../../../src/language/guides/index.js';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { sharePlatformKeys } from '../../support/prepared-keys.js';
import { setUpOperator, type ConsoleVisitor } from '../../support/console-visitor.js';
import { startTool } from '../../support/start-tool.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function openWorld(profile: 'plain' | 'canvas' | 'brightspace' | 'moodle') {
  const tool = await startTool();
  const sandbox = await createSandbox({ students: 3, profile, keys: await sharePlatformKeys() });
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
  /class="card wizard-step is-next" id="step-([\w-]+)"/.exec(html)?.[1] ?? '';

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

describe('an LMS whose addresses differ from what is known', () => {
  it('Brightspace by hand: they are told in the folded fields, and the permissions are green', async () => {
    const { tool, sandbox, lms, visitor } = await openWorld('brightspace');
    const path = await begin(visitor, 'brightspace');
    await visitor.post(`${path}/way`, { way: 'table' });
    const page = await visitor.get(path);
    expect(page.html).toContain('What Brightspace calls “Issuer”');
    expect(page.html).toMatch(/<summary>Other addresses<\/summary>[\s\S]*id="tokenUrl"/);
    expect(page.html).toContain('What Brightspace calls “Brightspace OAuth2 Access Token URL”');
    expect(page.html).not.toContain('id="name"');
    for (const step of ['fill-in', 'enable', 'deploy', 'offer'])
      await visitor.post(`${path}/steps`, { step, done: 'yes' });
    const asked = await visitor.get(path);
    expect(readNextStep(asked.html)).toBe('tell');
    expect(asked.html).toContain('Fill in there what Brightspace shows and press “Save these values”.');
    const added = sandbox.control.addTool({
      name: 'Insigne',
      loginUrl: `${tool.baseUrl}/lti/login`,
      redirectUris: [`${tool.baseUrl}/lti/launch`],
      jwksUrl: `${tool.baseUrl}/lti/jwks`,
      targetLinkUri: `${tool.baseUrl}/lti/launch`,
    });
    const { tokenEndpoint } = sandbox.control.describePlatform();
    const facts = { site: lms.url, clientId: added.clientId, tokenUrl: tokenEndpoint };
    expect((await visitor.post(`${path}/facts`, facts)).location).toBe(path);
    sandbox.control.changeTool(added.clientId, { active: true });
    const [registration] = await tool.context.registrations.list(tool.context.institution.id);
    expect(registration).toMatchObject({ tokenUrl: tokenEndpoint, profile: 'brightspace' });
    await visitor.get(path);
    await visitor.post(`/admin/connections/${registration?.id ?? ''}/test`, { next: path });
    const { html } = await visitor.get(path);
    for (const check of ['keys', 'token-members', 'token-columns', 'token-results', 'token-scores'])
      expect(html).toContain(`data-check="${check}" data-state="well"`);
  });

  it('names the host that did not answer, and what to look at', async () => {
    const { tool, visitor } = await openWorld('brightspace');
    const path = await begin(visitor, 'brightspace');
    await visitor.post(`${path}/way`, { way: 'table' });
    await visitor.get(path);
    await visitor.post(`${path}/facts`, {
      site: 'http://localhost:9',
      clientId: 'x',
      tokenUrl: 'http://localhost:9/token',
      jwksUrl: 'http://localhost:9/jwks',
      authorizationUrl: 'http://localhost:9/auth',
    });
    const [registration] = await tool.context.registrations.list(tool.context.institution.id);
    await visitor.get(path);
    await visitor.post(`/admin/connections/${registration?.id ?? ''}/test`, {});
    const { html } = await visitor.get(`/admin/connections/${registration?.id ?? ''}`);
    const line = /data-check="token-members"[\s\S]*?<\/li>/.exec(html)?.[0] ?? '';
    expect(line).toContain('localhost:9 does not answer');
    expect(line).toContain('see whether this server can reach localhost:9');
    expect(line).toContain('Is localhost:9 wrong? Connect Brightspace once more by hand');
  });

  it('looks again by itself at what was red, once it is told anew', async () => {
    const { tool, sandbox, lms, visitor } = await openWorld('brightspace');
    const added = sandbox.control.addTool({
      name: 'Insigne',
      loginUrl: `${tool.baseUrl}/lti/login`,
      redirectUris: [`${tool.baseUrl}/lti/launch`],
      jwksUrl: `${tool.baseUrl}/lti/jwks`,
      targetLinkUri: `${tool.baseUrl}/lti/launch`,
    });
    sandbox.control.changeTool(added.clientId, { active: true });
    const { tokenEndpoint } = sandbox.control.describePlatform();
    const facts = { site: lms.url, clientId: added.clientId };
    const tell = async (tokenUrl: string): Promise<string> => {
      const path = await begin(visitor, 'brightspace');
      await visitor.post(`${path}/way`, { way: 'table' });
      await visitor.post(`${path}/facts`, { ...facts, tokenUrl });
      const [registration] = await tool.context.registrations.list(tool.context.institution.id);
      return `/admin/connections/${registration?.id ?? ''}`;
    };
    const page = await tell('http://localhost:9/token');
    await visitor.post(`${page}/test`, {});
    expect((await visitor.get(page)).html).toContain('data-check="token-members" data-state="ill"');
    await tell(tokenEndpoint);
    expect((await visitor.get(page)).html).toContain('data-check="token-members" data-state="well"');
  });

  it('takes addresses that are told once more in the place of wrong ones, for the same registration', async () => {
    const { tool, visitor } = await openWorld('brightspace');
    const facts = { site: 'http://localhost:9', clientId: 'x' };
    for (const tokenUrl of ['http://localhost:9/wrong', 'http://localhost:9/right']) {
      const path = await begin(visitor, 'brightspace');
      await visitor.post(`${path}/way`, { way: 'table' });
      expect((await visitor.post(`${path}/facts`, { ...facts, tokenUrl })).location).toBe(path);
    }
    const registrations = await tool.context.registrations.list(tool.context.institution.id);
    expect(registrations.map(({ tokenUrl }) => tokenUrl)).toEqual(['http://localhost:9/right']);
  });

  it('offers to go on with what was begun, on the first page and where one would begin anew', async () => {
    const { visitor } = await openWorld('plain');
    const path = await begin(visitor, 'moodle');
    expect((await visitor.get('/admin')).html).toContain(`href="${path}">Go on connecting: Moodle`);
    const { html } = await visitor.get('/admin/connect');
    expect(html).toContain('Not finished yet');
    expect(html).toContain(`href="${path}"`);
  });
});

describe('the words of each LMS', () => {
  const escape = (text: string): string =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&#34;')
      .replaceAll("'", '&#39;');

  it.each(GUIDE_NAMES)(
    '%s: all steps in order, each with its place, its words and its vendor’s page',
    async (name) => {
      const { tool, visitor } = await openWorld('plain');
      const path = await begin(visitor, name);
      for (const way of ['link', 'table'] as const) {
        await visitor.post(`${path}/way`, { way });
        const { html } = await visitor.get(path);
        const steps = getGuide(name).ways[way];
        expect([...html.matchAll(/id="step-([\w-]+)"/g)].map(([, id]) => id)).toEqual(
          steps.map(({ id }) => id),
        );
        for (const [index, step] of steps.entries()) {
          const card = html.split('id="step-')[index + 1] ?? '';
          expect(card).toContain(`${index + 1}. ${escape(step.title.en)}`);
          if (step.path.length > 0) expect(card).toContain(escape(step.path.join(' › ')));
          for (const word of step.words) expect(card).toContain(`<li>${escape(word)}</li>`);
          expect(card).toContain(`href="${escape(step.page?.url ?? '-')}"`);
        }
        // Every value that has to be copied has its button.
        const values = [...html.matchAll(/<code tabindex="0" class="copy-value" id="([\w-]+)">([^<]+)</g)];
        for (const [, id] of values) expect(html).toContain(`data-copies="${id ?? ''}"`);
        expect(values.length).toBeGreaterThan(way === 'table' ? 5 : 0);
        if (way === 'table') expect(html).toContain(`${tool.baseUrl}/lti/jwks`);
      }
    },
  );

  it('name what has to be switched on there (facts: LMS-AND-PEERS A.2, A.3; MOODLE 2)', () => {
    const words = (name: (typeof GUIDE_NAMES)[number], way: 'link' | 'table'): string =>
      getGuide(name)
        .ways[way].flatMap((step) => [step.path.join(' › '), ...step.words])
        .join('\n');
    for (const way of ['link', 'table'] as const) {
      expect(words('moodle', way)).toContain(
        'Tool configuration usage: Show in activity chooser and as a preconfigured tool',
      );
      expect(words('brightspace', way)).toMatch(/Enabled\nSend Institution Role/);
      expect(words('brightspace', way)).toMatch(/New Deployment[\s\S]*First Name\nLast Name\nEmail/);
      expect(words('canvas', way)).toContain('User Data Shared With This App: All user data');
      expect(words('canvas', way)).toContain(
        'Placements: Course Navigation, Link Selection, Assignment Selection',
      );
    }
    expect(words('moodle', 'link')).toMatch(/Tool URL\nAdd LTI Advantage[\s\S]*Pending\nActivate/);
  });

  it('say of each step whether Insigne sees it by itself', async () => {
    const { sandbox, visitor } = await openWorld('moodle');
    const path = await begin(visitor, 'moodle');
    const first = await visitor.get(path);
    expect(first.html).toContain('This page notices by itself when Moodle has called.');
    await openLink(sandbox, readLink(first.html));
    const second = await visitor.get(path);
    expect(readNextStep(second.html)).toBe('activate');
    expect(second.html).toContain('Insigne does not notice this by itself');
    // Another LMS is named in the middle of a sentence.
    const other = await visitor.get(await begin(visitor, 'another'));
    expect(other.html).toContain('<h1>Connect your learning environment</h1>');
    expect(other.html).toContain('notices by itself when your learning environment has called');
  });
});
