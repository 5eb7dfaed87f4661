/**
 * Somebody at the console, over HTTP: keeps the cookies that a browser would, and sends forms with the proof of their page.
 */
import type { RunningTool } from './start-tool.js';

export interface ConsoleAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly headers: Headers;
  readonly html: string;
}

export interface ConsoleVisitor {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<ConsoleAnswer>;
  /** With the proof of the page shown last, unless the fields name another. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ConsoleAnswer>;
  readonly cookies: ReadonlyMap<string, string>;
}

export const PASSWORD = 'vier losse woorden samen';

export function openConsole(baseUrl: string): ConsoleVisitor {
  const cookies = new Map<string, string>();
  let token = '';

  async function send(path: string, init: RequestInit): Promise<ConsoleAnswer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(path, baseUrl), {
      ...init,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        'accept-language': 'en',
        ...(cookie && { cookie }),
        ...(init.headers as Record<string, string>),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const html = await answer.text();
    token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? token;
    return { status: answer.status, location: answer.headers.get('location'), headers: answer.headers, html };
  }

  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields, headers = {}) =>
      send(path, {
        method: 'POST',
        body: new URLSearchParams({ _csrf: token, ...fields }),
        headers: { origin: baseUrl, ...headers },
      }),
  };
}

/** Sets up the first operator as the printed link does, and leaves them signed in. */
export async function setUpOperator(tool: RunningTool): Promise<ConsoleVisitor> {
  const visitor = openConsole(tool.baseUrl);
  const setup = await tool.context.adminAccounts.createSetupLink();
  if (!setup) throw new Error('somebody has an account already');
  const link = new URL(setup.url).searchParams.get('link') ?? '';
  await visitor.post('/admin/welcome', {
    link,
    name: 'Olga Operator',
    email: 'olga@school.example',
    password: PASSWORD,
  });
  await visitor.get('/admin');
  return visitor;
}

/** Somebody with a role at an institution, signed in. */
export async function signInAs(
  tool: RunningTool,
  institutionId: string,
  role: 'admin' | 'editor',
  email = `${role}-${institutionId}@school.example`,
): Promise<ConsoleVisitor> {
  const { link } = await tool.context.adminAccounts.add(
    institutionId,
    { name: `${role} of ${institutionId}`, email, role },
    { kind: 'tool' },
  );
  const visitor = openConsole(tool.baseUrl);
  await visitor.post('/admin/welcome', {
    link: new URL(link.url).searchParams.get('link') ?? '',
    password: PASSWORD,
  });
  await visitor.get('/admin');
  return visitor;
}
