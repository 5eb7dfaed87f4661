/**
 * A browser without a screen: follows redirects and self-submitting pages, keeps cookies, presses buttons. For tests that need no real one.
 *
 * @module
 */
import { createCookieJar, type CookieJar } from './cookie-jar.js';
import { findLinkWith, parseForms, type HtmlForm } from './html-forms.js';

/** More hops than any launch has. */
const MOST_HOPS = 20;

export interface VisitedPage {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly forms: readonly HtmlForm[];
}

export interface SubmitChoice {
  /** Part of the form's action or id; without it the first form that has all the named fields, else the first form. */
  readonly form?: string;
  /** Value or text of the button to press. */
  readonly button?: string;
}

type Fields = Readonly<Record<string, string>>;

export interface Visitor {
  readonly cookies: CookieJar;
  get(url: string): Promise<VisitedPage>;
  post(url: string, fields: Fields): Promise<VisitedPage>;
  /** One request, nothing followed. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** @throws when the page has no such form or button */
  submit(page: VisitedPage, fields?: Fields, choice?: SubmitChoice): Promise<VisitedPage>;
  logIn(sandboxUrl: string, user: string): Promise<VisitedPage>;
  openLink(sandboxUrl: string, courseId: string, linkId: string): Promise<VisitedPage>;
  /** @throws when the course page does not offer the tool */
  startDeepLinking(sandboxUrl: string, courseId: string, clientId: string): Promise<VisitedPage>;
  saveContent(form: VisitedPage, options?: { publish?: boolean; fields?: Fields }): Promise<VisitedPage>;
}

export function createVisitor(): Visitor {
  const cookies = createCookieJar();

  async function fetchOnce(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const cookie = cookies.header(new URL(url));
    if (cookie !== '') headers.set('cookie', cookie);
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    cookies.keep(new URL(url), answer.headers.getSetCookie());
    return answer;
  }

  async function visit(url: string, init: RequestInit, hops = 0): Promise<VisitedPage> {
    if (hops > MOST_HOPS) throw new Error(`too many hops, the last to ${new URL(url).pathname}`);
    const answer = await fetchOnce(url, init);
    const html = await answer.text();
    const location = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && location !== null) {
      const keepsMethod = answer.status === 307 || answer.status === 308;
      return visit(new URL(location, url).href, keepsMethod ? init : {}, hops + 1);
    }
    const forms = parseForms(html, url);
    const passingOn = forms.find(({ isSelfSubmitting }) => isSelfSubmitting);
    if (passingOn !== undefined) return send(passingOn, passingOn.fields, hops + 1);
    const leaving = findLinkWith(html, 'data-leave-frame', url);
    if (leaving !== null) return visit(leaving, {}, hops + 1);
    return { url, status: answer.status, headers: answer.headers, html, forms };
  }

  function send(
    { action, method }: Pick<HtmlForm, 'action' | 'method'>,
    fields: Fields,
    hops = 0,
  ): Promise<VisitedPage> {
    const body = new URLSearchParams(fields);
    if (method === 'POST') return visit(action, { method, body }, hops);
    const url = new URL(action);
    url.search = body.toString();
    return visit(url.href, {}, hops);
  }

  const visitor: Visitor = {
    cookies,
    fetch: fetchOnce,
    get: (url) => visit(url, {}),
    post: (url, fields) => send({ action: url, method: 'POST' }, fields),
    async submit(page, fields = {}, choice = {}) {
      const form = chooseForm(page, fields, choice);
      return send(form, { ...form.fields, ...pressButton(form, choice), ...fields });
    },
    logIn: (sandboxUrl, user) => visitor.post(`${sandboxUrl}/login`, { user }),
    openLink: (sandboxUrl, courseId, linkId) =>
      visitor.get(`${sandboxUrl}/courses/${courseId}/links/${linkId}/launch`),
    async startDeepLinking(sandboxUrl, courseId, clientId) {
      const { html, url } = await visitor.get(`${sandboxUrl}/courses/${courseId}/add`);
      const path = new RegExp(`/courses/${courseId}/add/${clientId}/[^"]+`).exec(html)?.[0];
      if (path === undefined) throw new Error(`${new URL(url).pathname} does not offer this tool`);
      return visitor.get(`${sandboxUrl}${path}/launch`);
    },
    saveContent: (form, { publish = true, fields = {} } = {}) =>
      visitor.submit(form, fields, { form: '/selections/', button: publish ? 'publish' : 'save' }),
  };
  return visitor;
}

/** A new visitor logs in and opens a link. */
export async function playLaunch(
  sandboxUrl: string,
  { user, course = '1', link }: { user: string; course?: string; link: string },
): Promise<{ visitor: Visitor; page: VisitedPage }> {
  const visitor = createVisitor();
  await visitor.logIn(sandboxUrl, user);
  return { visitor, page: await visitor.openLink(sandboxUrl, course, link) };
}

function chooseForm(
  { forms, url, status }: VisitedPage,
  fields: Fields,
  { form: part }: SubmitChoice,
): HtmlForm {
  const names = Object.keys(fields);
  const chosen =
    part === undefined
      ? (forms.find((form) => names.every((name) => name in form.fields)) ?? forms[0])
      : forms.find(({ action, id }) => action.includes(part) || id === part);
  if (chosen === undefined) throw new Error(`no such form at ${new URL(url).pathname} (status ${status})`);
  return chosen;
}

function pressButton({ buttons }: HtmlForm, { button: wanted }: SubmitChoice): Fields {
  if (wanted === undefined) return {};
  const button = buttons.find(({ value, text }) => value === wanted || text === wanted);
  if (button === undefined) throw new Error(`no button ${wanted}`);
  return button.name === null ? {} : { [button.name]: button.value };
}
