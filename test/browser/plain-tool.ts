/**
 * A tool of a few lines on another site than the LMS (localhost against 127.0.0.1): it registers itself, launches without any cookie, and answers
 * deep linking with one item. What it shows is what it was told; it verifies nothing, since the LMS is what is tried here.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, SignJWT, type JWTPayload } from 'jose';
import { createToolKey } from '../integration/sandbox/probe-tool.js';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim';

interface DeepLinkingSettings {
  readonly deep_link_return_url: string;
  readonly data: string;
}

export interface PlainTool {
  readonly url: string;
  close(): void;
}

export async function startPlainTool(): Promise<PlainTool> {
  const key = createToolKey('plain');
  let url = '';

  async function answer(
    req: IncomingMessage,
  ): Promise<{ status?: number; location?: string; body?: string; type?: string }> {
    const address = new URL(req.url ?? '/', url);
    const fields = req.method === 'POST' ? new URLSearchParams(await readBody(req)) : address.searchParams;
    switch (address.pathname) {
      case '/jwks':
        return { body: JSON.stringify({ keys: [key.jwk] }), type: 'application/json' };
      case '/register':
        return register(fields);
      case '/login':
        return { status: 302, location: askForLaunch(fields) };
      case '/launch':
        return { body: await showLaunch(fields) };
      default:
        return { status: 404 };
    }
  }

  async function register(fields: URLSearchParams) {
    const configuration = (await (await fetch(fields.get('openid_configuration') ?? '')).json()) as {
      registration_endpoint: string;
    };
    const { status } = await fetch(configuration.registration_endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${fields.get('registration_token') ?? ''}`,
      },
      body: JSON.stringify({
        application_type: 'web',
        response_types: ['id_token'],
        grant_types: ['client_credentials'],
        initiate_login_uri: `${url}/login`,
        redirect_uris: [`${url}/launch`],
        client_name: 'Plain tool',
        jwks_uri: `${url}/jwks`,
        token_endpoint_auth_method: 'private_key_jwt',
        scope: '',
        'https://purl.imsglobal.org/spec/lti-tool-configuration': {
          domain: new URL(url).host,
          target_link_uri: `${url}/start`,
          claims: ['name'],
          messages: [{ type: 'LtiDeepLinkingRequest' }],
        },
      }),
    });
    const close = `parent.postMessage({ subject: 'org.imsglobal.lti.close' }, '*')`;
    return { body: page('Registered', `<p>${status}</p><button onclick="${close}">Done</button>`) };
  }

  function askForLaunch(fields: URLSearchParams): string {
    const authorize = new URL('/lti/authorize', fields.get('iss') ?? '');
    authorize.search = new URLSearchParams({
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: fields.get('client_id') ?? '',
      redirect_uri: `${url}/launch`,
      login_hint: fields.get('login_hint') ?? '',
      lti_message_hint: fields.get('lti_message_hint') ?? '',
      state: randomUUID(),
      nonce: randomUUID(),
    }).toString();
    return authorize.href;
  }

  async function showLaunch(fields: URLSearchParams): Promise<string> {
    const error = fields.get('error');
    if (error !== null) return page('Refused', `<p>${error}</p>`);
    const claims = decodeJwt(fields.get('id_token') ?? '');
    if (claims[`${LTI}/message_type`] !== 'LtiDeepLinkingRequest') {
      // Asks for the height it wants, as tools do.
      const resize = `<script>parent.postMessage({ subject: 'lti.frameResize', height: 321 }, '*')</script>`;
      return page('Launched', `<p>Hello ${String(claims.name)}</p>${resize}`);
    }
    const { deep_link_return_url: action } = claims[`${DL}/deep_linking_settings`] as DeepLinkingSettings;
    const form = `<form method="post" action="${action}"><input type="hidden" name="JWT" value="${await signAnswer(claims)}"><button>Choose it</button></form>`;
    return page('Choose', form);
  }

  function signAnswer(request: JWTPayload): Promise<string> {
    const { data } = request[`${DL}/deep_linking_settings`] as DeepLinkingSettings;
    return new SignJWT({
      nonce: randomUUID(),
      [`${LTI}/message_type`]: 'LtiDeepLinkingResponse',
      [`${LTI}/version`]: '1.3.0',
      [`${LTI}/deployment_id`]: request[`${LTI}/deployment_id`],
      [`${DL}/data`]: data,
      [`${DL}/content_items`]: [
        {
          type: 'ltiResourceLink',
          title: 'Plain exercise',
          lineItem: { scoreMaximum: 10, resourceId: 'plain' },
        },
      ],
    })
      .setProtectedHeader({ alg: 'RS256', kid: key.kid })
      .setIssuer(String(request.aud))
      .setAudience(String(request.iss))
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(key.privateKey);
  }

  const server = createServer((req, res) => {
    void answer(req).then(({ status = 200, location, body = '', type = 'text/html' }) => {
      res
        .writeHead(status, { 'content-type': type, ...(location === undefined ? {} : { location }) })
        .end(body);
    });
  }).listen(0, 'localhost');
  await once(server, 'listening');
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${body}</html>`;
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
