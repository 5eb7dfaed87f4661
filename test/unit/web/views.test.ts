import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderView, type PageOptions } from '../../../src/web/page.js';

const VIEWS = fileURLToPath(new URL('../../../views', import.meta.url));
const views = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ejs'))
  .map((name) => [name, readFileSync(join(VIEWS, name), 'utf8')] as const);

const options: PageOptions = { language: 'nl', title: 'Titel', kind: 'public' };
const absent = { absence: 'not-found', code: 'not_found' };

describe('views (STYLE-GUIDE §8)', () => {
  it.each(views)('%s prints unescaped nothing but other views', (_name, text) => {
    const raw = [...text.matchAll(/<%-([\s\S]*?)-?%>/g)].map(([, code = '']) => code.trim());
    expect(raw.filter((code) => !/^include\('[\w./-]+'(, \{[\s\S]*\})?\);?$/.test(code))).toEqual([]);
  });

  it.each(views)('%s has no script or style of its own and no address of another host', (_name, text) => {
    expect(text).not.toMatch(
      /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|(?:src|href|action)="https?:/i,
    );
  });
});

describe('renderView', () => {
  it('escapes what it is given, in the head too', () => {
    const html = renderView(
      'public/absent',
      { ...options, title: '</title><b>"' },
      { ...absent, code: '<i>&' },
    );
    expect(html).toContain('&lt;/title&gt;&lt;b&gt;&#34;');
    expect(html).toContain('&lt;i&gt;&amp;');
    expect(html).not.toMatch(/<b>|<i>/);
  });

  it('says its language and offers the other one', () => {
    const html = renderView('public/absent', { ...options, languageLink: '/verify' }, absent);
    expect(html).toContain('<html lang="nl">');
    expect(html).toContain('href="/verify?lang=en"');
  });

  it('has no header inside the frame of an LMS', () => {
    expect(renderView('public/absent', { ...options, kind: 'frame' }, absent)).not.toContain('page-header');
    expect(renderView('public/absent', options, absent)).toContain('page-header');
  });

  it('fails on a view that is given too little, instead of leaving a hole', () => {
    expect(() => renderView('public/absent', options, { absence: 'not-found' })).toThrow(/code/);
  });

  it('fails on an icon that there is not', () => {
    expect(() => renderView('layout/icon', options, { name: 'unicorn' })).toThrow(/unicorn/);
    expect(() => renderView('layout/icon', options, { name: 'toString' })).toThrow(/toString/);
  });

  it('hides every icon from screen readers: a word stands next to it', () => {
    const icon = renderView('layout/icon', options, { name: 'lock' });
    expect(icon).toContain('aria-hidden="true"');
    expect(icon.match(/<path d="[^"]+" \/>/g)?.length).toBeGreaterThan(0);
  });
});
