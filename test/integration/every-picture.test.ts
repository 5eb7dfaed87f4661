import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.js';
import { CONSOLE_DOOR, CONSOLE_NO_PAGES } from '../support/fill-console.js';
import { listRoutes } from '../support/list-routes.js';
import { startTool, type RunningTool } from '../support/start-tool.js';
import { CONSOLE_PICTURES, CONSOLE_ROUTES } from '../screenshots/console-pictures.js';
import { COURSE_PICTURES } from '../screenshots/course-pictures.js';
import { PUBLIC_PICTURES } from '../screenshots/public-pictures.js';

/** What a browser is given that is no page: files, pictures, statements to be read by programs. */
const NO_PAGES = [
  /\.(csv|json|jwt|png|svg|pdf|css|txt)$/,
  /^\/(healthz|readyz)$/,
  /^\/assets\//,
  /^\/ob2\//,
  /^\/status\//,
  /^\/keys\//,
  /^\/lti\/jwks$/,
  /^\/issuers\/:id\/logo$/,
  /\/files\/:file$/,
];
/** Ways to somewhere else, and steps of a launch: their refusals are pictured, and `continue` in a browser without cookies. */
const WAYS = ['/', '/lti/login', '/lti/login/continue'];

describe('npm run screenshots', () => {
  let tool: RunningTool;
  beforeAll(async () => {
    tool = await startTool();
  });
  afterAll(() => tool.close());

  it('has a picture of every page of the router’s list', () => {
    const pages = listRoutes(createApp(tool.context))
      .filter(({ method }) => method === 'GET')
      .map(({ path }) => path)
      .filter((path) => !NO_PAGES.some((other) => other.test(path)) && !WAYS.includes(path));
    expect(pages.length).toBeGreaterThan(45);
    const pictured = [...COURSE_PICTURES, ...PUBLIC_PICTURES, ...CONSOLE_PICTURES].map(({ route }) => route);
    const known = new Set([...pictured, ...CONSOLE_DOOR, ...CONSOLE_NO_PAGES]);
    expect(pages.filter((path) => !known.has(path))).toEqual([]);
    // And none of a page that is no more.
    expect(pictured.filter((route) => route !== null && !pages.includes(route))).toEqual([]);
    expect(CONSOLE_ROUTES.every((path) => pages.includes(path))).toBe(true);
  });

  it('gives each picture a name of its own', () => {
    const names = [...COURSE_PICTURES, ...PUBLIC_PICTURES, ...CONSOLE_PICTURES].map(
      ({ name, ...one }) => `${name} ${'only' in one ? (one.only ?? '') : ''}`,
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
