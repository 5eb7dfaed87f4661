/**
 * A proxy that takes `Set-Cookie` off what is shown in frames: to the browser it is as if it kept no cookie there at all. Windows of
 * their own are left alone.
 *
 * @module
 */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StrippingProxy {
  readonly url: string;
  /** Cookies taken off so far. */
  readonly stripped: () => number;
  close(): void;
}

export async function startStrippingProxy(): Promise<StrippingProxy> {
  let count = 0;
  const server = createServer((req, res) => {
    const headers = { ...req.headers };
    delete headers['proxy-connection'];
    const onward = request(req.url ?? '/', { method: req.method, headers }, (answer) => {
      const given = { ...answer.headers };
      if (req.headers['sec-fetch-dest'] === 'iframe' && given['set-cookie']) {
        count += given['set-cookie'].length;
        delete given['set-cookie'];
      }
      res.writeHead(answer.statusCode ?? 502, given);
      answer.pipe(res);
    });
    onward.on('error', () => res.writeHead(502).end());
    req.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stripped: () => count,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
