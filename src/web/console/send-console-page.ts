/**
 * Sending a page of the console: with its menu, the institution it is about, and who is signed in.
 *
 * @module
 */
import type { Request, Response } from 'express';
import type { TextKey } from '../../language/catalogue/index.js';
import type { Language } from '../../language/local-text.js';
import { createTranslator } from '../../language/translate.js';
import { colorSheetAddress, logoAddress } from '../institution-look.js';
import { renderPage } from '../page.js';
import { readReaderLanguage } from '../reader-language.js';
import { adminFormToken, findAdminSession, getAdmin } from './admin-session.js';
import { listNavigation } from './navigation.js';

export interface ConsolePage {
  /** Path under views/ without its ending. */
  readonly view: string;
  readonly title: string;
  /** Key of the entry in the menu that it belongs to. */
  readonly part: string;
  /** Default 200. */
  readonly status?: number;
  readonly locals: Readonly<Record<string, unknown>>;
  /** Names of files in public/ that make the page nicer; it works without them. */
  readonly scripts?: readonly string[];
  /** Names of style sheets in public/ that this part adds to those of the console. */
  readonly styles?: readonly string[];
  /** Loads itself again after so many seconds where scripts do not run. */
  readonly reloadSeconds?: number;
}

/** What the layout shows around a page of the console; views read it as `page.console`. */
export interface ConsoleChrome {
  readonly institution: string;
  readonly logo: string | null;
  readonly account: string;
  readonly csrf: string;
  readonly address: string;
  /** Of the part that the page belongs to. */
  readonly current: TextKey | null;
  readonly groups: readonly {
    readonly text: TextKey;
    readonly entries: readonly {
      readonly href: string;
      readonly text: TextKey;
      readonly icon: string;
      readonly isCurrent: boolean;
    }[];
  }[];
}

export function readConsoleLanguage(req: Request): Language {
  return findAdminSession(req)?.language ?? readReaderLanguage(req);
}

/** Views get `csrf`, the proof that their forms carry. */
export function sendConsolePage(req: Request, res: Response, page: ConsolePage): void {
  const { view, title, part, status = 200, locals, scripts = [], styles = [], reloadSeconds } = page;
  const { account, institution } = getAdmin(req);
  const language = readConsoleLanguage(req);
  const csrf = adminFormToken(req);
  const groups = listNavigation(account.role);
  renderPage(
    res,
    view,
    {
      language,
      title,
      kind: 'console',
      status,
      owner: institution.name[language],
      ...(institution.color && {
        colors: `${colorSheetAddress(institution.id)}?v=${institution.color.slice(1)}`,
      }),
      scripts,
      styles: ['console.css', ...styles],
      ...(reloadSeconds !== undefined && { reloadSeconds }),
      console: {
        institution: institution.name[language],
        logo: institution.logoVersion ? logoAddress(institution.id, institution.logoVersion) : null,
        account: account.name,
        csrf,
        address: req.originalUrl,
        current: groups.flatMap(({ entries }) => entries).find(({ key }) => key === part)?.text ?? null,
        groups: groups.map(({ text: name, entries }) => ({
          text: name,
          entries: entries.map(({ key, href, text, icon }) => ({
            href,
            text,
            icon,
            isCurrent: key === part,
          })),
        })),
      },
    },
    { ...locals, csrf },
  );
}

/** A page of the console for whoever is not signed in. */
export function sendDoorPage(
  req: Request,
  res: Response,
  { view, title, status = 200, locals }: Pick<ConsolePage, 'view' | 'status' | 'locals'> & { title: TextKey },
): void {
  const language = readReaderLanguage(req);
  renderPage(
    res,
    view,
    {
      language,
      title: createTranslator(language)(title),
      kind: 'public',
      status,
      styles: ['console.css'],
      scripts: [],
    },
    locals,
  );
}
