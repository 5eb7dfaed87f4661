/**
 * An LMS's page that keeps values for tools in frames, as LTI Client Side postMessages 1.0 has it, and ways not to.
 *
 * @module
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestPlatform } from '../support/test-platform.js';

export type KeepsValues = 'parent' | 'beside' | 'silent' | 'refuses' | 'elsewhere' | 'forgets' | 'absent';

/**
 * Serves `/course?keeps=…` with the tool in a frame.
 *
 * @param toLogin - where the frame begins, for a storage target
 */
export function serveStoragePage(
  platform: Pick<TestPlatform, 'routes' | 'url'>,
  toLogin: (storageTarget: string | null) => string,
): void {
  platform.routes.set('/course', (req, res) => {
    const keeps = new URL(req.url ?? '/', platform.url).searchParams.get('keeps') as KeepsValues;
    const target = { absent: null, beside: 'keeper' }[keeps as string];
    const src = toLogin(target === undefined ? '_parent' : target).replaceAll('&', '&amp;');
    const tool = `<iframe title="Insigne" name="tool" src="${src}" width="700" height="500"></iframe>`;
    const keeper = `<iframe title="Keeper" name="keeper" src="/keeper" width="10" height="10"></iframe>`;
    res
      .setHeader('content-type', 'text/html')
      .end(
        `<!doctype html><html lang="en"><title>LMS, asked 0 times</title>${keeps === 'beside' ? keeper + tool : tool}${keeps === 'beside' ? '' : listening(keeps)}`,
      );
  });
  platform.routes.set('/keeper', (_req, res) => {
    res
      .setHeader('content-type', 'text/html')
      .end(`<!doctype html><title>Keeper</title>${listening('parent')}`);
  });
}

/** The same page on a site that is not the platform's. */
export async function startOtherSite(path: string, toLogin: (storageTarget: string | null) => string) {
  const routes: TestPlatform['routes'] = new Map();
  const server = createServer((req, res) => routes.get(path)?.(req, res, '')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  serveStoragePage({ routes, url }, toLogin);
  return { url, close: () => server.close() };
}

/** Keeps values for each origin by itself, as platforms must. */
function listening(keeps: KeepsValues): string {
  return `<script>
    const kept = new Map();
    let asked = 0;
    addEventListener('message', ({ data, origin, source }) => {
      const { subject, message_id, key, value } = data;
      if (subject !== 'lti.put_data' && subject !== 'lti.get_data') return;
      document.title = 'LMS, asked ' + ++asked + ' times';
      const keeps = '${keeps}';
      if (keeps === 'silent') return;
      const answer = { subject: subject + '.response', message_id, key };
      if (keeps === 'refuses') answer.error = { code: 'storage_exhaustion', message: 'full' };
      else if (subject === 'lti.put_data') { kept.set(origin + key, value); answer.value = value; }
      else if (keeps !== 'forgets') answer.value = kept.get(origin + key);
      source.postMessage(answer, origin);
    });
  </script>`;
}
