/**
 * Cookies of one browser without a screen. Per host name, as in browsers (ports do not separate); it has no third parties, so `SameSite` and
 * `Partitioned` mean nothing here: what they do is for tests in a real browser.
 *
 * Source: RFC 6265 §5.3 and §5.4; `Secure` cookies are kept on loopback over http, as Chromium does
 *
 * @module
 */
interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export interface CookieJar {
  header(url: URL): string;
  keep(url: URL, setCookies: readonly string[]): void;
  /** Forgets everything: the same person in another browser. */
  clear(): void;
}

export function createCookieJar(): CookieJar {
  const byHost = new Map<string, Map<string, Cookie>>();
  return {
    header: ({ hostname, pathname }) =>
      [...(byHost.get(hostname)?.values() ?? [])]
        .filter(
          ({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`),
        )
        .map(({ name, value }) => `${name}=${value}`)
        .join('; '),
    keep({ hostname, pathname }, setCookies) {
      const cookies = byHost.get(hostname) ?? new Map<string, Cookie>();
      byHost.set(hostname, cookies);
      for (const line of setCookies) {
        const { cookie, isGone } = parseSetCookie(line, pathname);
        const key = `${cookie.path} ${cookie.name}`;
        if (isGone) cookies.delete(key);
        else cookies.set(key, cookie);
      }
    },
    clear: () => byHost.clear(),
  };
}

function parseSetCookie(line: string, requestPath: string): { cookie: Cookie; isGone: boolean } {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const attribute = (name: string) =>
    attributes.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const maxAge = attribute('max-age');
  const expires = attribute('expires');
  const path = attribute('path');
  return {
    cookie: {
      name: pair.slice(0, pair.indexOf('=')),
      value: pair.slice(pair.indexOf('=') + 1),
      path: path?.startsWith('/') === true ? path : requestPath.slice(0, requestPath.lastIndexOf('/')) || '/',
    },
    // A date long ago is how servers delete; how long others live is not kept track of here.
    isGone: maxAge === undefined ? expires !== undefined && Date.parse(expires) <= 0 : Number(maxAge) <= 0,
  };
}
