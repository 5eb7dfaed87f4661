/**
 * Sending a page of a course: in the language that the LMS said its user reads, inside the LMS's frame.
 *
 * @module
 */
import type { Request, Response } from 'express';
import type { Language } from '../../language/local-text.js';
import { renderPage } from '../page.js';
import { readReaderLanguage } from '../reader-language.js';
import { formToken, getLaunch } from '../session.js';

export interface CoursePage {
  /** Path under views/ without its ending. */
  readonly view: string;
  readonly title: string;
  /** Default 200. */
  readonly status?: number;
  readonly locals: Readonly<Record<string, unknown>>;
}

export function readLanguage(req: Request): Language {
  return getLaunch(req).language ?? readReaderLanguage(req);
}

/** Views get `csrf`, the proof that their forms carry. */
export function sendCoursePage(
  req: Request,
  res: Response,
  { view, title, status = 200, locals }: CoursePage,
): void {
  renderPage(
    res,
    view,
    { language: readLanguage(req), title, kind: 'frame', status },
    { ...locals, csrf: formToken(req) },
  );
}
