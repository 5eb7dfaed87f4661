import { describe, expect, it } from 'vitest';
import { createCookieJar } from '../../../src/sandbox/visitor/cookie-jar.js';
import { findLinkWith, parseForms } from '../../../src/sandbox/visitor/html-forms.js';

const PAGE = 'http://tool.example/pages/one';

describe('parseForms', () => {
  it('reads what a browser would send if nobody touched the form', () => {
    const [form] = parseForms(
      `<form id="f" method="post" action="../save?x=1&amp;y=2">
        <input type="hidden" name="token" value="a&quot;b&#39;c&lt;d&#x2019;">
        <input name=bare value=word>
        <input type="checkbox" name="off" value="1"><input type="checkbox" name="on" value="2" checked>
        <input type="radio" name="pick" value="a"><input type="radio" name="pick" value="b" checked>
        <select name="size"><option value="s">S</option><option selected value="m">M</option></select>
        <select name="first"><option>One &amp; only</option><option>Two</option></select>
        <textarea name="note">
Hi &amp; bye</textarea>
        <input type="submit" name="no" value="no">
        <button name="action" value="go"><b>Go</b> on</button>
      </form>`,
      PAGE,
    );
    expect(form).toEqual({
      id: 'f',
      action: 'http://tool.example/save?x=1&y=2',
      method: 'POST',
      fields: {
        token: 'a"b\'c<d’',
        bare: 'word',
        on: '2',
        pick: 'b',
        size: 'm',
        first: 'One & only',
        note: 'Hi & bye',
      },
      buttons: [{ name: 'action', value: 'go', text: 'Go on' }],
      isSelfSubmitting: false,
    });
  });

  it('takes the page’s own address and GET where nothing is said', () => {
    expect(parseForms('<form><input name="q"></form>', PAGE)).toMatchObject([
      { action: PAGE, method: 'GET', fields: { q: '' } },
    ]);
  });

  it.each([
    ['<form data-submit-at-once></form>', true],
    ['<form><input type="hidden" name="JWT" value="x"></form>', true],
    ['<form><input type="hidden" name="id_token" value="x"></form>', true],
    ['<form><input type="hidden" name="other" value="x"></form>', false],
  ])('knows which ones only pass something on: %s', (html, expected) => {
    expect(parseForms(html, PAGE)[0]?.isSelfSubmitting).toBe(expected);
  });

  it('finds a link by its attribute', () => {
    const html = '<a href="/a">A</a><a href="/b?c=1&amp;d=2" data-leave-frame>B</a>';
    expect(findLinkWith(html, 'data-leave-frame', PAGE)).toBe('http://tool.example/b?c=1&d=2');
    expect(findLinkWith(html, 'data-none', PAGE)).toBeNull();
  });
});

describe('cookie jar (RFC 6265 §5)', () => {
  const url = (path: string, host = 'localhost:3000') => new URL(`http://${host}${path}`);

  it('gives cookies back to their host, whatever the port, and to no other', () => {
    const jar = createCookieJar();
    jar.keep(url('/'), ['__Host-s=1; Secure; HttpOnly; SameSite=None; Partitioned; Path=/']);
    expect(jar.header(url('/any', 'localhost:4000'))).toBe('__Host-s=1');
    expect(jar.header(url('/any', '127.0.0.1:3000'))).toBe('');
  });

  it('keeps to the path, that of the request where none is named', () => {
    const jar = createCookieJar();
    jar.keep(url('/lti/login'), ['a=1', 'b=2; Path=/lti/login']);
    expect(jar.header(url('/lti/launch'))).toBe('a=1');
    expect(jar.header(url('/lti/login/continue'))).toBe('a=1; b=2');
    expect(jar.header(url('/ltix'))).toBe('');
  });

  it.each(['Max-Age=0', 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'])('forgets with %s', (attribute) => {
    const jar = createCookieJar();
    jar.keep(url('/'), ['a=1; Path=/', 'b=x=y; Path=/']);
    jar.keep(url('/'), [`a=; Path=/; ${attribute}`]);
    expect(jar.header(url('/'))).toBe('b=x=y');
  });

  it('replaces a cookie of the same name', () => {
    const jar = createCookieJar();
    jar.keep(url('/'), ['a=1; Path=/', 'a=2; Path=/']);
    expect(jar.header(url('/'))).toBe('a=2');
  });
});
