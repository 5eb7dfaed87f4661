/**
 * Sending a page of a course: in the language that the LMS said its user reads, inside the LMS's frame.
 *
 * @module
 */
import type { Request, Response } from 'express';
import type { Language } from '../../language/local-text.js';
import { colorSheetAddress } from '../institution-look.js';
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
  /** Names of files in public/ that make this page nicer; it works without them. */
  readonly scripts?: readonly string[];
  /** Style sheets of this page beside those of all course pages. */
  readonly styles?: readonly string[];
}

/** On every page in a frame. */
const SCRIPTS = ['frame-resize.js'];
const STYLES = ['course.css'];

export function readLanguage(req: Request): Language {
  return getLaunch(req).language ?? readReaderLanguage(req);
}

/** Views get `csrf`, the proof that their forms carry. */
export function sendCoursePage(
  req: Request,
  res: Response,
  { view, title, status = 200, locals, scripts = [], styles = [] }: CoursePage,
): void {
  renderPage(
    res,
    view,
    {
      language: readLanguage(req),
      title,
      kind: 'frame',
      status,
      colors: colorSheetAddress(getLaunch(req).institutionId),
      scripts: [...SCRIPTS, ...scripts],
      styles: [...STYLES, ...styles],
    },
    { ...locals, csrf: formToken(req) },
  );
}
