import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listGuides } from '../../../src/language/guides/index.js';
import { LANGUAGES } from '../../../src/language/local-text.js';
import { createTranslator } from '../../../src/language/translate.js';
import { NAVIGATION } from '../../../src/web/console/navigation.js';
import { readRepositoryFile } from '../../support/repository-files.js';
import { nameDoc, renderGuide } from '../../docs/render-guide.js';

const guides = listGuides().map((guide) => [guide.name, guide] as const);

describe('the pages that connect an LMS', () => {
  it.each(guides)('say the same steps as the wizard: %s', (_name, guide) => {
    // `npm run docs -- --text` writes them anew.
    expect(readRepositoryFile(nameDoc(guide))).toBe(renderGuide(guide));
  });

  it.each(guides)('have their pictures, and are linked from the README: %s', (_name, guide) => {
    const text = readRepositoryFile(nameDoc(guide));
    const pictures = [...text.matchAll(/\(images\/([\w-]+\.png)\)/g)].map(([, name = '']) => name);
    expect(pictures.length).toBeGreaterThan(1);
    for (const name of pictures) expect(existsSync(`docs/images/${name}`)).toBe(true);
    expect(readRepositoryFile('README.md')).toContain(`(${nameDoc(guide)})`);
  });

  it.each(guides)('name the page of the vendor at each step, in both languages: %s', (_name, guide) => {
    for (const step of [...guide.ways.link, ...guide.ways.table]) {
      expect(step.page?.url).toMatch(/^https:\/\//);
      for (const language of LANGUAGES) {
        expect(step.title[language].length).toBeGreaterThan(5);
        expect(step.body[language].length).toBeGreaterThan(20);
      }
      expect(step.body.nl).not.toMatch(/\b(?:u|uw)\b/i);
    }
  });

  it.each(guides)('end where Insigne sees that it works: %s', (_name, guide) => {
    for (const steps of Object.values(guide.ways)) {
      expect(steps.at(-1)?.doneWhen).toBe('launched');
      expect(steps.some(({ doneWhen }) => doneWhen === 'registered')).toBe(true);
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
    }
    expect(guide.ways.link[0]?.copies).toBe('link');
    expect(guide.ways.table.some(({ asksFacts }) => asksFacts)).toBe(true);
  });
});

describe('the page about the console', () => {
  const text = readRepositoryFile('docs/console.md');

  it('has a row for each entry of its menu, in the words of the menu', () => {
    const [en, nl] = [createTranslator('en'), createTranslator('nl')];
    for (const entry of NAVIGATION.flatMap(({ entries }) => entries))
      expect(text).toContain(`| ${en(entry.text)} | ${nl(entry.text)} |`);
  });

  it('has its pictures, and all pages are linked from the README', () => {
    for (const [, name = ''] of text.matchAll(/\(images\/([\w-]+\.png)\)/g))
      expect(existsSync(`docs/images/${name}`)).toBe(true);
    for (const page of ['console', 'sandbox', 'eu-elements'])
      expect(readRepositoryFile('README.md')).toContain(`(docs/${page}.md)`);
  });
});
