/**
 * Turning a view into a page: the one place where EJS is called.
 *
 * Every view gets `t` (the catalogue in the reader's language), `formats` (dates and numbers in it) and `page` (what the
 * layout needs), and whatever its presenter adds. A view begins with `include('../layout/head')` and ends with
 * `include('../layout/foot')`; icons are `include('../layout/icon', { name: 'check' })`.
 * Not here: who may frame the page and other security headers (the routers), the words (language/catalogue).
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import type { Response } from 'express';
import { createFormats, type Formats } from '../language/format.js';
import { LANGUAGES, type Language } from '../language/local-text.js';
import { createTranslator, type Translate } from '../language/translate.js';
import { assetAddress } from './assets.js';
import type { ConsoleChrome } from './console/send-console-page.js';

const VIEWS = fileURLToPath(new URL('../../views', import.meta.url));

/**
 * `frame`: inside a course of the LMS, which has a header of its own. `public`: a page of ours, with a slim one. `console`: with the
 * menu of the console.
 */
export type PageKind = 'frame' | 'public' | 'console';

export interface PageOptions {
  readonly language: Language;
  /** In the tab and for screen readers; also the preview's title. */
  readonly title: string;
  readonly kind: PageKind;
  /** HTTP status; default 200. */
  readonly status?: number;
  /** The name in the slim header of a public page; default Insigne. */
  readonly owner?: string;
  /** Names of files in public/ that make the page nicer; it works without them. */
  readonly scripts?: readonly string[];
  /** Names of style sheets in public/ beside insigne.css. */
  readonly styles?: readonly string[];
  /** Address of the owner's logo, in place of the name; the name is what it says to who does not see it. */
  readonly logo?: string;
  /** Loads itself again after so many seconds where scripts do not run. */
  readonly reloadSeconds?: number;
  /** Address of the style sheet with the institution's colour. */
  readonly colors?: string;
  /** Around pages of the console. */
  readonly console?: ConsoleChrome;
  /** Address of this page without `lang`, when it can be read in another language. */
  readonly languageLink?: string;
  /** What others show when they link to the page: absolute addresses. */
  readonly preview?: PagePreview;
  /** Not for search engines; default true: nothing of ours is found by searching, only by its link. */
  readonly isUnlisted?: boolean;
}

export interface PagePreview {
  readonly description: string;
  readonly address: string;
  readonly image: string;
}

/** What views read as `page`. */
export interface PageLocals {
  readonly language: Language;
  readonly title: string;
  readonly kind: PageKind;
  readonly owner: string | null;
  readonly logo: string | null;
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  readonly reloadSeconds: number | null;
  readonly colors: string | null;
  readonly console: ConsoleChrome | null;
  readonly isUnlisted: boolean;
  readonly preview: PagePreview | null;
  /** The other languages, each with its address; empty when there is no choice. */
  readonly otherLanguages: readonly { readonly language: Language; readonly href: string }[];
  /** Address of a file in public/, with its version. */
  asset(name: string): string;
}

type Template = (locals: ViewLocals) => string;
interface ViewLocals {
  readonly t: Translate;
  readonly formats: Formats;
  readonly page: PageLocals;
}

const templates = new Map<string, Template>();

/**
 * Renders a view and sends it.
 *
 * @param view - path under views/ without its ending: `public/credential`
 * @throws when the view is missing or reads something that the presenter did not give
 */
export function renderPage(
  res: Response,
  view: string,
  options: PageOptions,
  locals: Readonly<Record<string, unknown>> = {},
): void {
  const html = renderView(view, options, locals);
  res
    .status(options.status ?? 200)
    .type('html')
    .set('Content-Language', options.language)
    .send(html);
}

/** The text of a page, for whoever sends it in another way. */
export function renderView(
  view: string,
  options: PageOptions,
  locals: Readonly<Record<string, unknown>> = {},
): string {
  const { language } = options;
  return findTemplate(view)({
    ...locals,
    t: createTranslator(language),
    formats: createFormats(language),
    page: toPageLocals(options),
  });
}

function toPageLocals(options: PageOptions): PageLocals {
  const { language, languageLink } = options;
  return {
    language,
    title: options.title,
    kind: options.kind,
    owner: options.owner ?? null,
    logo: options.logo ?? null,
    scripts: options.scripts ?? [],
    styles: options.styles ?? [],
    reloadSeconds: options.reloadSeconds ?? null,
    colors: options.colors ?? null,
    console: options.console ?? null,
    isUnlisted: options.isUnlisted ?? true,
    preview: options.preview ?? null,
    otherLanguages:
      languageLink === undefined
        ? []
        : LANGUAGES.filter((other) => other !== language).map((other) => ({
            language: other,
            href: `${languageLink}${languageLink.includes('?') ? '&' : '?'}lang=${other}`,
          })),
    asset: assetAddress,
  };
}

function findTemplate(view: string): Template {
  const known = templates.get(view);
  if (known) return known;
  const filename = join(VIEWS, `${view}.ejs`);
  const template = ejs.compile(readFileSync(filename, 'utf8'), { filename, cache: true }) as Template;
  templates.set(view, template);
  return template;
}
