import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createGuardedFetch,
  type ClosableGuardedFetch,
  type GuardedFetchDeps,
} from '../../../src/http/create-guarded-fetch.js';
import { makeSelfSigned } from './self-signed.js';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function track(server: Server): Promise<{ port: number; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ port: (server.address() as AddressInfo).port, sockets }));
  });
}

async function serve(listener: RequestListener) {
  const { port, sockets } = await track(createServer(listener));
  return { url: `http://127.0.0.1:${port}`, port, sockets };
}

function guard(deps: Partial<GuardedFetchDeps> = {}): ClosableGuardedFetch {
  const fetch = createGuardedFetch({ allowHosts: [], allowLoopback: true, ...deps });
  closers.push(() => fetch.close());
  return fetch;
}

/** A resolver that knows these names, and counts how often it is asked. */
function resolver(names: Record<string, string[][]>) {
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    lookup: async (hostname: string) => {
      asked += 1;
      const answers = names[hostname] ?? [];
      const answer = answers[Math.min(asked, answers.length) - 1] ?? [];
      return answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    },
  };
}

describe('createGuardedFetch: an exchange', () => {
  it('sends method, headers and body, and gives status, headers and body', async () => {
    let seen: { method: string | undefined; headers: IncomingMessage['headers']; body: string } | undefined;
    const { url } = await serve((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => {
        seen = { method: req.method, headers: req.headers, body };
        res.writeHead(201, { 'X-One': 'a', Link: ['<1>; rel="x"', '<2>; rel="y"'] }).end('grüße');
      });
    });
    const answer = await guard()(`${url}/path?q=1`, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'text/plain' },
      body: 'hello',
    });
    expect(answer).toMatchObject({ status: 201, body: 'grüße' });
    expect(answer.headers['x-one']).toBe('a');
    expect(answer.headers['link']).toBe('<1>; rel="x", <2>; rel="y"');
    expect(seen).toMatchObject({ method: 'POST', body: 'hello' });
    expect(seen?.headers).toMatchObject({ accept: 'application/json', 'content-type': 'text/plain' });
    expect(seen?.headers['user-agent']).toBe('Insigne');
  });

  it('keeps a connection for the next exchange', async () => {
    const { url, sockets } = await serve((_req, res) => res.end('ok'));
    const fetch = guard();
    for (let i = 0; i < 5; i += 1) await fetch(url);
    expect(sockets.size).toBe(1);
  });

  it('closes what it kept', async () => {
    const { url, sockets } = await serve((_req, res) => res.end('ok'));
    const fetch = createGuardedFetch({ allowHosts: [], allowLoopback: true });
    await fetch(url);
    const [socket] = [...sockets];
    const ended = new Promise((resolve) => socket?.once('close', resolve));
    await fetch.close();
    await ended;
    await expect(fetch(url)).rejects.toMatchObject({ code: 'fetch_failed' });
  });

  it('lets what is in hand end when it is closed', async () => {
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      void serve((_req, res) => {
        answer = () => res.end('late');
        resolve();
      }).then(({ url }) => start(url));
    });
    const fetch = createGuardedFetch({ allowHosts: [], allowLoopback: true });
    let fetching: Promise<{ body: string }> | undefined;
    const start = (url: string): void => void (fetching = fetch(url));
    await asked;
    const closing = fetch.close();
    answer();
    expect((await fetching)?.body).toBe('late');
    await closing;
  });

  it('reaches localhost by the system’s resolver', async () => {
    const { port } = await serve((_req, res) => res.end('ok'));
    expect((await guard()(`http://localhost:${port}/`)).body).toBe('ok');
  });

  it.each([301, 302, 303, 307, 308])('answers a %d as it is and goes nowhere else', async (status) => {
    let requests = 0;
    const { url } = await serve((_req, res) => {
      requests += 1;
      res.writeHead(status, { location: '/elsewhere' }).end();
    });
    const answer = await guard()(url);
    expect(answer).toMatchObject({ status, headers: { location: '/elsewhere' } });
    expect(requests).toBe(1);
  });

  it('answers an error status as it is', async () => {
    const { url } = await serve((_req, res) => res.writeHead(500).end('broken'));
    expect(await guard()(url)).toMatchObject({ status: 500, body: 'broken' });
  });
});

describe('createGuardedFetch: addresses it refuses', () => {
  const refused = { code: 'address_refused' };

  it.each([
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'javascript:alert(1)',
    '/relative',
    '',
    'https://',
  ])('%j', async (address) => {
    await expect(guard()(address)).rejects.toMatchObject(refused);
  });

  it('credentials in the address', async () => {
    const { port } = await serve((_req, res) => res.end('ok'));
    await expect(guard()(`http://user:secret@127.0.0.1:${port}/`)).rejects.toMatchObject(refused);
    await expect(guard()(`http://user@127.0.0.1:${port}/`)).rejects.toMatchObject(refused);
  });

  it.each(['http://lms.example/', 'http://127.0.0.1/', 'http://localhost/'])(
    '%s where loopback is not allowed',
    async (address) => {
      await expect(guard({ allowLoopback: false })(address)).rejects.toMatchObject(refused);
    },
  );

  it('plain http to a public address, also where loopback is allowed', async () => {
    const { lookup } = resolver({ 'lms.example': [['93.184.215.14']] });
    await expect(guard({ lookup })('http://lms.example/')).rejects.toMatchObject(refused);
  });

  it('plain http to a named host of the own network', async () => {
    const { lookup } = resolver({ 'lms.example': [['10.0.0.5']] });
    await expect(guard({ lookup, allowHosts: ['lms.example'] })('http://lms.example/')).rejects.toMatchObject(
      refused,
    );
  });

  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0x7f.1',
    '127.0.0.1.',
    '１２７.０.０.１',
    '10.0.0.1',
    '192.168.0.1',
    '172.16.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '0',
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::7f00:1]',
    '[fe80::1]',
    '[fd00::1]',
    '[ff02::1]',
    '[2002:7f00:1::1]',
  ])('the literal %s over https', async (host) => {
    const { port } = await serve((_req, res) => res.end('ok'));
    await expect(guard({ allowLoopback: false })(`https://${host}:${port}/`)).rejects.toMatchObject(refused);
  });

  it.each([
    ['one private address', ['10.0.0.1']],
    ['a public and a private address', ['93.184.215.14', '192.168.1.1']],
    ['a public and a link-local address', ['93.184.215.14', 'fe80::1']],
    ['loopback', ['127.0.0.1']],
    ['nothing', []],
  ])('a name that resolves to %s', async (_name, addresses) => {
    const { lookup } = resolver({ 'lms.example': [addresses] });
    await expect(guard({ lookup, allowLoopback: false })('https://lms.example/')).rejects.toMatchObject(
      refused,
    );
  });

  it('link-local and unspecified addresses, even of a host that is allowed by name', async () => {
    for (const address of ['169.254.169.254', '0.0.0.0', 'fe80::1', '224.0.0.1']) {
      const { lookup } = resolver({ 'lms.example': [[address]] });
      const fetch = guard({ lookup, allowHosts: ['lms.example'] });
      await expect(fetch('https://lms.example/')).rejects.toMatchObject(refused);
    }
  });

  it('an allowed host on another port', async () => {
    const { lookup } = resolver({ 'lms.example': [['10.0.0.1']] });
    const fetch = guard({ lookup, allowHosts: ['lms.example'], allowLoopback: false });
    await expect(fetch('https://lms.example:8443/')).rejects.toMatchObject(refused);
  });
});

describe('createGuardedFetch: TLS and pinning', () => {
  async function serveTls(hostName: string) {
    const pair = makeSelfSigned(hostName);
    const seen: { host: string | undefined; serverName: unknown }[] = [];
    const server = createTlsServer(pair, (req, res) => {
      seen.push({
        host: req.headers.host,
        serverName: (req.socket as Socket & { servername?: unknown }).servername,
      });
      res.end('over tls');
    });
    const { port, sockets } = await track(server);
    return { port, sockets, seen, cert: pair.cert };
  }

  it('keeps the name in Host and in the handshake while it connects to the checked address', async () => {
    const { port, seen, cert } = await serveTls('lms.example');
    const { lookup } = resolver({ 'lms.example': [['127.0.0.1']] });
    const host = `lms.example:${port}`;
    const fetch = guard({ lookup, allowHosts: [host], allowLoopback: false, trustedCertificates: cert });
    expect(await fetch(`https://${host}/`)).toMatchObject({ status: 200, body: 'over tls' });
    expect(seen).toEqual([{ host, serverName: 'lms.example' }]);
  });

  it('refuses a certificate that is not trusted', async () => {
    const { port } = await serveTls('lms.example');
    const { lookup } = resolver({ 'lms.example': [['127.0.0.1']] });
    await expect(guard({ lookup })(`https://lms.example:${port}/`)).rejects.toMatchObject({
      code: 'fetch_failed',
      detail: { cause: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
  });

  it('refuses a certificate of another name', async () => {
    const { port, cert } = await serveTls('other.example');
    const { lookup } = resolver({ 'lms.example': [['127.0.0.1']] });
    const fetch = guard({ lookup, trustedCertificates: cert });
    await expect(fetch(`https://lms.example:${port}/`)).rejects.toMatchObject({ code: 'fetch_failed' });
  });

  it('resolves a name once and stays with what it checked (DNS rebinding)', async () => {
    const { port, sockets, cert } = await serveTls('lms.example');
    // Checked twice, this resolver would pass the check and hand out another address for the connection.
    const names = resolver({ 'lms.example': [['127.0.0.1'], ['169.254.169.254']] });
    const fetch = guard({ lookup: names.lookup, trustedCertificates: cert });
    expect((await fetch(`https://lms.example:${port}/`)).body).toBe('over tls');
    expect((await fetch(`https://lms.example:${port}/`)).body).toBe('over tls');
    expect(names.asked).toBe(1);
    expect(sockets.size).toBe(1);
  });

  it('checks again for a new connection (DNS rebinding)', async () => {
    const { port, sockets, cert } = await serveTls('lms.example');
    const names = resolver({ 'lms.example': [['127.0.0.1'], ['169.254.169.254']] });
    const fetch = guard({ lookup: names.lookup, trustedCertificates: cert });
    await fetch(`https://lms.example:${port}/`);
    const [socket] = [...sockets];
    const closed = new Promise((resolve) => socket?.once('close', resolve));
    await fetch(`https://lms.example:${port}/`, { headers: { Connection: 'close' } });
    await closed;
    await expect(fetch(`https://lms.example:${port}/`)).rejects.toMatchObject({ code: 'address_refused' });
  });
});

describe('createGuardedFetch: sizes', () => {
  const tooLarge = { code: 'fetch_too_large' };

  it('takes a body of exactly maxBytes and refuses one byte more', async () => {
    const { url } = await serve((req, res) => res.end('x'.repeat(Number(req.url?.slice(1)))));
    const fetch = guard();
    expect((await fetch(`${url}/1000`, { maxBytes: 1000 })).body).toHaveLength(1000);
    await expect(fetch(`${url}/1001`, { maxBytes: 1000 })).rejects.toMatchObject(tooLarge);
  });

  it('stops at 1 MiB when nothing is said', async () => {
    const { url } = await serve((req, res) => res.end(Buffer.alloc(1024 * 1024 + Number(req.url?.slice(1)))));
    expect((await guard()(`${url}/0`)).body).toHaveLength(1024 * 1024);
    await expect(guard()(`${url}/1`)).rejects.toMatchObject(tooLarge);
  });

  it('hangs up on an endless body', async () => {
    const { url, sockets } = await serve((_req, res) => {
      const chunk = Buffer.alloc(64 * 1024);
      const push = (): void => {
        while (!res.destroyed && res.write(chunk));
      };
      res.on('drain', push);
      push();
    });
    await expect(guard()(url, { maxBytes: 100_000 })).rejects.toMatchObject(tooLarge);
    const [socket] = [...sockets];
    if (socket && !socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
    expect(socket?.destroyed).toBe(true);
  });

  it.each([
    ['gzip', gzipSync('x'.repeat(5000))],
    ['x-gzip', gzipSync('x'.repeat(5000))],
    ['br', brotliCompressSync('x'.repeat(5000))],
    ['deflate', deflateSync('x'.repeat(5000))],
    ['deflate', deflateRawSync('x'.repeat(5000))],
    ['gzip, br', brotliCompressSync(gzipSync('x'.repeat(5000)))],
    ['identity', Buffer.from('x'.repeat(5000))],
    ['GZIP', gzipSync('x'.repeat(5000))],
  ])('decodes %s, and counts what it decoded', async (coding, body) => {
    const { url } = await serve((_req, res) => res.writeHead(200, { 'content-encoding': coding }).end(body));
    expect((await guard()(url, { maxBytes: 5000 })).body).toBe('x'.repeat(5000));
    await expect(guard()(url, { maxBytes: 4999 })).rejects.toMatchObject(tooLarge);
  });

  it('stops a bomb of 200 MB in 200 kB before it fills the memory', async () => {
    const bomb = await buffer(
      Readable.from(new Array(200).fill(Buffer.alloc(1024 * 1024))).pipe(createGzip()),
    );
    expect(bomb.length).toBeLessThan(300_000);
    const { url } = await serve((_req, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    const before = process.memoryUsage().arrayBuffers;
    await expect(guard()(url)).rejects.toMatchObject(tooLarge);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('takes an empty body that says it is gzip', async () => {
    const { url } = await serve((_req, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end());
    expect(await guard()(url)).toMatchObject({ status: 200, body: '' });
  });

  it.each([
    ['an unknown coding', 'compress', Buffer.from('x')],
    ['bytes that do not decode', 'gzip', Buffer.from('not gzip')],
    ['half of the bytes', 'gzip', gzipSync('x'.repeat(5000)).subarray(0, 20)],
    ['too many codings', 'gzip, gzip, gzip, gzip', Buffer.from('x')],
  ])('fails on %s', async (_name, coding, body) => {
    const { url } = await serve((_req, res) => res.writeHead(200, { 'content-encoding': coding }).end(body));
    await expect(guard()(url)).rejects.toMatchObject({ code: 'fetch_failed' });
  });
});

describe('createGuardedFetch: time and trouble', () => {
  const timedOut = { code: 'fetch_timed_out' };

  it('gives up on a server that does not answer', async () => {
    const { url } = await serve(() => undefined);
    await expect(guard()(url, { timeoutMs: 50 })).rejects.toMatchObject(timedOut);
  });

  it('gives up on a body that trickles, however often a byte comes', async () => {
    const { url } = await serve((_req, res) => {
      const drip = setInterval(() => res.write('x'), 5);
      res.on('close', () => clearInterval(drip));
    });
    await expect(guard()(url, { timeoutMs: 100 })).rejects.toMatchObject(timedOut);
  });

  it('gives up on a resolver that does not answer', async () => {
    const lookup = (): Promise<never> => new Promise(() => undefined);
    // Closing after the test does not wait for it either.
    await expect(guard({ lookup })('https://lms.example/', { timeoutMs: 50 })).rejects.toMatchObject(
      timedOut,
    );
  });

  it('gives up when the signal fires', async () => {
    const controller = new AbortController();
    const { url, sockets } = await serve(() => controller.abort());
    await expect(guard()(url, { signal: controller.signal })).rejects.toMatchObject(timedOut);
    const [socket] = [...sockets];
    if (socket && !socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
    expect(socket?.destroyed).toBe(true);
  });

  it('does not begin when the signal has fired', async () => {
    const names = resolver({ 'lms.example': [['127.0.0.1']] });
    const fetch = guard({ lookup: names.lookup });
    await expect(fetch('https://lms.example/', { signal: AbortSignal.abort() })).rejects.toMatchObject(
      timedOut,
    );
    expect(names.asked).toBe(0);
  });

  it('leaves nothing behind on a signal that outlives many exchanges', async () => {
    const { url } = await serve((_req, res) => res.end('ok'));
    const { signal } = new AbortController();
    let listening = 0;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...args: Parameters<typeof add>) => ((listening += 1), add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => ((listening -= 1), remove(...args));
    const fetch = guard();
    for (let i = 0; i < 10; i += 1) await fetch(url, { signal });
    expect(listening).toBe(0);
  });

  it('fails where nobody listens', async () => {
    const { url, port } = await serve((_req, res) => res.end('ok'));
    await closers.pop()?.();
    await expect(guard()(url)).rejects.toMatchObject({
      code: 'fetch_failed',
      detail: { host: `127.0.0.1:${port}`, cause: 'ECONNREFUSED' },
    });
  });

  it('fails when the server hangs up before or within the answer', async () => {
    const { url } = await serve((req, res) => {
      if (req.url === '/within') res.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => req.socket.destroy());
    });
    await expect(guard()(url)).rejects.toMatchObject({ code: 'fetch_failed' });
    await expect(guard()(`${url}/within`)).rejects.toMatchObject({ code: 'fetch_failed' });
  });

  it('fails when a name does not resolve', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
    await expect(guard({ lookup })('https://lms.example/')).rejects.toMatchObject({
      code: 'fetch_failed',
      detail: { cause: 'ENOTFOUND' },
    });
  });
});
