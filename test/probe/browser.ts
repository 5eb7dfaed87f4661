/**
 * A browser of a few lines: keeps the cookies of one site, follows redirects only when told, and waits for nothing longer than its
 * cap. On plain http, because a probe has to see broken connections as they are.
 *
 * @module
 */
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';

export interface Answer {
  readonly url: string;
  /** 0: the connection broke, or nothing came in time. */
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** `Location`, absolute; null when there is none. */
  readonly location: string | null;
}

export type Fields = Readonly<Record<string, string>>;
export type Browser = ReturnType<typeof openBrowser>;

const MOST_HOPS = 10;
const MOST_BYTES = 4 * 1024 * 1024;

/** @param site - the origin that gets its cookies back, and no other */
export function openBrowser(site: string, capMs: number) {
  const jar = new Map<string, string>();

  async function send(
    address: string,
    { method = 'GET', body, type }: { method?: string; body?: string; type?: string } = {},
  ): Promise<Answer> {
    const url = new URL(address, site);
    const isOwn = url.origin === site;
    const cookie = isOwn ? [...jar].map(([name, value]) => `${name}=${value}`).join('; ') : '';
    const headers = {
      accept: 'text/html,*/*',
      ...(cookie && { cookie }),
      ...(body !== undefined && {
        'content-type': type ?? 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
      }),
    };
    const answer = await exchange(url, { method, headers }, body, capMs);
    if (isOwn) for (const line of answer.cookies) keep(line);
    return answer;
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const isGone = attributes.some((one) => /^(?:max-age=0|expires=thu, 01 jan 1970.*)$/i.test(one));
    if (isGone) jar.delete(name);
    else jar.set(name, pair.slice(pair.indexOf('=') + 1));
  }

  /** From an answer on to where it leads, on this site alone. */
  async function follow(answer: Answer): Promise<Answer> {
    let at = answer;
    for (let hops = 0; hops < MOST_HOPS && at.location !== null; hops += 1) {
      if (new URL(at.location).origin !== site) return at;
      at = await send(at.location);
    }
    return at;
  }

  return {
    jar,
    send,
    follow,
    get: (address: string): Promise<Answer> => send(address),
    post: (address: string, fields: Fields | string, type?: string): Promise<Answer> =>
      send(address, {
        method: 'POST',
        body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
        ...(type !== undefined && { type }),
      }),
  };
}

function exchange(
  url: URL,
  options: { method: string; headers: Fields },
  body: string | undefined,
  capMs: number,
): Promise<Answer & { cookies: readonly string[] }> {
  const nothing = { url: url.href, status: 0, type: '', body: '', location: null, cookies: [] };
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? requestTls : requestPlain;
    const request = send(
      url,
      { ...options, agent: false, signal: AbortSignal.timeout(capMs) },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= MOST_BYTES) chunks.push(chunk);
        });
        response.on('error', () => resolve(nothing));
        response.on('end', () => {
          const { location } = response.headers;
          const isAddress = location !== undefined && URL.canParse(location, url);
          resolve({
            url: url.href,
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString('utf8'),
            location: isAddress ? new URL(location, url).href : null,
            cookies: response.headers['set-cookie'] ?? [],
          });
        });
      },
    );
    request.on('error', () => resolve(nothing));
    request.end(body);
  });
}
