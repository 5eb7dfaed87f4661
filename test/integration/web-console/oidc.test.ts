import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVisitor, type VisitedPage } from '../../../src/sandbox/visitor/visitor.js';
import { startTool, type RunningTool } from '../../support/start-tool.js';

/** A real provider on loopback, which asks for a login and knows everybody by their address. */
async function startProvider(redirectUri: () => string): Promise<{ issuer: string; server: Server }> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'insigne',
        client_secret: 'a secret of the client',
        redirect_uris: [redirectUri()],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['of this test'] },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('unverified') }),
    }),
  });
  server.on('request', provider.callback());
  return { issuer, server };
}

let provider: Awaited<ReturnType<typeof startProvider>>;
let tool: RunningTool;

beforeAll(async () => {
  // The tool's address has to be known to the provider, and the provider's to the tool.
  const probe = createServer().listen(0, 'localhost');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  provider = await startProvider(() => `http://localhost:${port}/admin/sign-in/institution/callback`);
  tool = await startTool({
    port,
    env: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'insigne',
      OIDC_CLIENT_SECRET: 'a secret of the client',
      OIDC_NAME: 'Voorbeeldschool',
    },
  });
  const { adminAccounts, institution } = tool.context;
  for (const email of ['ada@school.example', 'unverified@school.example']) {
    await adminAccounts.add(institution.id, { name: 'Ada', email, role: 'admin' }, { kind: 'tool' });
  }
});
afterAll(async () => {
  await tool.close();
  provider.server.close();
  provider.server.closeAllConnections();
});

/** Logs in at the provider and says yes to what it asks. */
async function signIn(email: string, next = ''): Promise<VisitedPage> {
  const visitor = createVisitor();
  let page = await visitor.get(`${tool.baseUrl}/admin/sign-in/institution${next}`);
  for (let steps = 0; steps < 4 && page.url.startsWith(provider.issuer); steps += 1) {
    const fields = page.html.includes('name="login"') ? { login: email, password: 'x' } : {};
    page = await visitor.submit(page, fields);
  }
  return page;
}

describe('signing in by the institution', () => {
  it('is offered on the sign-in page, by its name', async () => {
    const { html } = await createVisitor().get(`${tool.baseUrl}/admin/sign-in`);
    expect(html).toContain('Meld aan met Voorbeeldschool');
  });

  it('leads whoever has an account to the page that was asked for', async () => {
    const page = await signIn('Ada@School.example', '?next=/admin/learners');
    expect(page.status).toBe(200);
    expect(new URL(page.url).pathname).toBe('/admin/learners');
    const [entry] = await tool.context.stores.audit.search(
      tool.context.institution.id,
      { action: 'account.signed-in', subjectId: null, actorId: null, from: null, until: null },
      null,
      1,
    );
    expect(entry?.detail).toEqual({ way: 'institution' });
  });

  it('lets in nobody who was given no account, nor one that was switched off', async () => {
    expect((await signIn('stranger@school.example')).html).toContain('oidc_account_unknown');
    const { adminAccounts, institution } = tool.context;
    const ada = (await adminAccounts.list(institution.id)).find(({ email }) => email.startsWith('ada'));
    await adminAccounts.change(institution.id, ada?.id ?? '', { isEnabled: false }, { kind: 'tool' });
    expect((await signIn('ada@school.example')).html).toContain('oidc_account_unknown');
    await adminAccounts.change(institution.id, ada?.id ?? '', { isEnabled: true }, { kind: 'tool' });
  });

  it('takes no address that the provider has not verified', async () => {
    expect((await signIn('unverified@school.example')).html).toContain('oidc_refused');
  });

  it('takes no answer of another browser, and none that was made up', async () => {
    const begun = createVisitor();
    const there = await begun.fetch(`${tool.baseUrl}/admin/sign-in/institution`);
    const state = new URL(there.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const callback = `${tool.baseUrl}/admin/sign-in/institution/callback`;
    const elsewhere = await createVisitor().get(`${callback}?code=x&state=${state}&iss=${provider.issuer}`);
    expect(elsewhere.status).toBe(403);
    const madeUp = await begun.get(`${callback}?code=x&state=${state}&iss=${provider.issuer}`);
    expect(madeUp.html).toContain('oidc_refused');
    const denied = await begun.get(`${callback}?error=access_denied&state=${state}&iss=${provider.issuer}`);
    expect(denied.html).toContain('oidc_refused');
  });
});

describe('without a provider', () => {
  it('is not there', async () => {
    const plain = await startTool();
    const visitor = createVisitor();
    expect((await visitor.get(`${plain.baseUrl}/admin/sign-in`)).html).not.toContain(
      '/admin/sign-in/institution',
    );
    expect((await visitor.get(`${plain.baseUrl}/admin/sign-in/institution`)).html).toContain('oidc_absent');
    await plain.close();
  });

  it('and one that does not answer is no dead end', async () => {
    const lost = await startTool({
      env: { OIDC_ISSUER: 'http://localhost:9', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' },
    });
    const page = await createVisitor().get(`${lost.baseUrl}/admin/sign-in/institution`);
    expect(page.status).toBe(503);
    expect(page.html).toContain('oidc_unavailable');
    await lost.close();
  });
});
