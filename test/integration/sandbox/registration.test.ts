import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer, startLms, type Lms } from './probe-tool.js';

const TOOL_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const SCORE = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';

interface Configuration {
  readonly issuer: string;
  readonly registration_endpoint: string;
}

describe('the sandbox LMS: dynamic registration (LTI Dynamic Registration 1.0)', () => {
  let lms: Lms;

  beforeAll(async () => {
    lms = await startLms();
  });
  afterAll(() => lms.close());

  function metadata(changes: Record<string, unknown> = {}, configuration: Record<string, unknown> = {}) {
    return {
      application_type: 'web',
      response_types: ['id_token'],
      grant_types: ['implicit', 'client_credentials'],
      initiate_login_uri: 'https://tool.example/login',
      redirect_uris: ['https://tool.example/launch'],
      client_name: 'A tool',
      jwks_uri: 'https://tool.example/jwks',
      token_endpoint_auth_method: 'private_key_jwt',
      scope: `openid ${SCORE} https://tool.example/scope/of-its-own`,
      [TOOL_CONFIGURATION]: {
        domain: 'tool.example',
        target_link_uri: 'https://tool.example/start',
        custom_parameters: { course: '$Context.id' },
        claims: ['iss', 'sub', 'email'],
        messages: [
          { type: 'LtiResourceLinkRequest' },
          { type: 'LtiDeepLinkingRequest', target_link_uri: 'https://tool.example/pick' },
        ],
        ...configuration,
      },
      ...changes,
    };
  }

  async function register(body: unknown, token: string | null, type = 'application/json') {
    const answer = await fetch(`${lms.url}/lti/registrations`, {
      method: 'POST',
      headers: { 'content-type': type, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    return readAnswer(answer);
  }

  const invite = (options = {}) => lms.sandbox.control.openRegistration(options).registrationToken;

  it('sends the tool where it can read about the platform, keeping the query of its own address', async () => {
    const opened = lms.sandbox.control.openRegistration({
      toolUrl: 'https://tool.example/register?invite=a%2Bb',
    });
    const url = new URL(opened.registrationUrl ?? '');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      invite: 'a+b',
      openid_configuration: opened.openidConfigurationUrl,
      registration_token: opened.registrationToken,
    });
    const configuration = (await (await fetch(opened.openidConfigurationUrl)).json()) as Configuration;
    expect(configuration).toMatchObject({
      issuer: lms.url,
      authorization_endpoint: `${lms.url}/lti/authorize`,
      token_endpoint: `${lms.url}/lti/token`,
      jwks_uri: `${lms.url}/lti/jwks`,
      registration_endpoint: `${lms.url}/lti/registrations`,
      'https://purl.imsglobal.org/spec/lti-platform-configuration': {
        messages_supported: [{ type: 'LtiResourceLinkRequest' }, { type: 'LtiDeepLinkingRequest' }],
      },
    });
  });

  it('shows the configuration only to the bearer of the token, where the platform is set so', async () => {
    const { openidConfigurationUrl, registrationToken } = lms.sandbox.control.openRegistration();
    lms.sandbox.control.changeSettings({ configurationNeedsToken: true });
    const without = await fetch(openidConfigurationUrl);
    const withToken = await fetch(openidConfigurationUrl, {
      headers: { authorization: `Bearer ${registrationToken}` },
    });
    lms.sandbox.control.changeSettings({ configurationNeedsToken: false });
    expect([without.status, withToken.status]).toEqual([401, 200]);
  });

  it('registers: only known scopes are granted, and what is shared follows the claims', async () => {
    const { status, body } = await register(metadata(), invite());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      client_id: expect.any(String) as string,
      scope: SCORE,
      [TOOL_CONFIGURATION]: { deployment_id: expect.any(String) as string },
    });
    const { client_id: clientId } = body as { client_id: string };
    expect(lms.sandbox.control.getTool(clientId)).toMatchObject({
      name: 'A tool',
      active: true,
      scopes: [SCORE],
      custom: { course: '$Context.id' },
      deepLinkingUrl: 'https://tool.example/pick',
      shareNames: false,
      shareEmail: true,
    });
  });

  it('waits for the administrator when it was opened so', async () => {
    const { body } = await register(metadata(), invite({ activate: false }));
    const { client_id: clientId } = body as { client_id: string };
    expect(lms.sandbox.control.getTool(clientId).active).toBe(false);
  });

  it('offers no deep linking for a tool that has none', async () => {
    const messages = [{ type: 'LtiResourceLinkRequest' }];
    const { body } = await register(metadata({}, { messages }), invite());
    const { client_id: clientId } = body as { client_id: string };
    expect(lms.sandbox.control.getTool(clientId).deepLinkingUrl).toBeNull();
  });

  it.each([
    ['no token', () => null, 'registration_token_missing'],
    ['an unknown token', () => 'made-up', 'registration_token_unknown'],
  ])('refuses %s', async (_case, token, error) => {
    expect(await register(metadata(), token())).toMatchObject({ status: 401, body: { error } });
  });

  it('refuses a token that was used, and one that lay for an hour', async () => {
    const used = invite();
    await register(metadata(), used);
    expect(await register(metadata(), used)).toMatchObject({
      status: 401,
      body: { error: 'registration_token_used' },
    });
    const late = invite();
    lms.advance(3_600_000);
    expect(await register(metadata(), late)).toMatchObject({
      status: 401,
      body: { error: 'registration_token_expired' },
    });
  });

  it('does not spend the token on metadata that it refuses', async () => {
    const token = invite();
    expect((await register(metadata({ client_name: '' }), token)).status).toBe(400);
    expect((await register(metadata(), token)).status).toBe(201);
  });

  it('refuses another content type', async () => {
    expect((await register(metadata(), invite(), 'text/plain')).status).toBe(415);
  });

  it.each([
    ['no id_token', { response_types: ['code'] }, {}],
    ['no client_credentials', { grant_types: ['implicit'] }, {}],
    ['another application type', { application_type: 'native' }, {}],
    ['another authentication', { token_endpoint_auth_method: 'client_secret_basic' }, {}],
    ['no redirect address', { redirect_uris: [] }, {}],
    ['a redirect address that is none', { redirect_uris: ['javascript:alert(1)'] }, {}],
    ['no login address', { initiate_login_uri: undefined }, {}],
    ['no keys', { jwks_uri: undefined }, {}],
    ['no name', { client_name: undefined }, {}],
    ['no tool configuration', { [TOOL_CONFIGURATION]: undefined }, {}],
    ['no domain', {}, { domain: undefined }],
    ['a domain that is not the host of the target', {}, { domain: 'other.example' }],
    ['no messages', {}, { messages: undefined }],
    ['custom parameters that are no texts', {}, { custom_parameters: { a: 1 } }],
  ])('refuses %s', async (_case, changes, configuration) => {
    const before = lms.sandbox.control.listTools().length;
    expect(await register(metadata(changes, configuration), invite())).toMatchObject({
      status: 400,
      body: { error: 'client_metadata_invalid' },
    });
    expect(lms.sandbox.control.listTools()).toHaveLength(before);
  });
});
