/**
 * How an institution's pages look: its colour, with contrast made right by itself, and its logo.
 *
 * The colour is darkened on light pages and lightened on dark ones until text in it reaches 4.5 : 1 on every ground that it
 * stands on (WCAG 2.2 §1.4.3), whatever was chosen.
 *
 * @module
 */
import { Router } from 'express';
import { readLuminance, toTone } from '../badges/artwork/color.js';
import { AppError } from '../errors/app-error.js';
import type { Institution } from '../institutions/institution.js';
import type { InstitutionService } from '../institutions/institution-service.js';
import type { Language } from '../language/local-text.js';

const CONTRAST = 4.6; // a hair above, for the rounding of colours to 256 steps

/** The darkest ground of the light scheme, and the lightest of the dark one, that text in the accent stands on. */
const LIGHT_GROUND = 0.83;
const DARK_GROUND = 0.045;

export interface AccentTokens {
  readonly accent: string;
  readonly 'accent-strong': string;
  readonly 'accent-soft': string;
  readonly 'on-accent': string;
}

export function buildAccents(color: string): Readonly<Record<'light' | 'dark', AccentTokens>> {
  const own = readLuminance(color);
  const darkEnough = Math.min(own, (LIGHT_GROUND + 0.05) / CONTRAST - 0.05);
  const lightEnough = Math.max(own, (DARK_GROUND + 0.05) * CONTRAST - 0.05, 0.4);
  return {
    light: {
      accent: toTone(color, darkEnough),
      'accent-strong': toTone(color, darkEnough * 0.6),
      'accent-soft': toTone(color, 0.87),
      'on-accent': '#ffffff',
    },
    dark: {
      accent: toTone(color, lightEnough),
      'accent-strong': toTone(color, Math.min(0.85, lightEnough * 1.4)),
      'accent-soft': toTone(color, 0.025),
      'on-accent': '#10131c',
    },
  };
}

export function buildColorSheet(color: string | null): string {
  if (color === null) return '';
  const { light, dark } = buildAccents(color);
  const block = (tokens: AccentTokens): string =>
    `:root{${Object.entries(tokens)
      .map(([name, value]) => `--${name}:${String(value)}`)
      .join(';')}}`;
  return `${block(light)}\n@media (prefers-color-scheme: dark){${block(dark)}}\n`;
}

/** Of the style sheet that pages of the institution link beside the tool's own. */
export function colorSheetAddress(institutionId: string): string {
  return `/institutions/${encodeURIComponent(institutionId)}/colors.css`;
}

export function logoAddress(institutionId: string, version: string): string {
  return `/institutions/${encodeURIComponent(institutionId)}/logo.png?v=${version}`;
}

/** What a page outside an LMS shows of the institution: `PageOptions` in part. */
export interface InstitutionLook {
  readonly owner?: string;
  readonly logo?: string;
  readonly colors?: string;
}

/** @param fallback - the name of whoever stands there when the institution is not known */
export function presentLook(
  institution: Institution | null,
  language: Language,
  fallback = '',
): InstitutionLook {
  if (!institution) return fallback === '' ? {} : { owner: fallback };
  const { id, name, color, logoVersion } = institution;
  return {
    owner: name[language],
    ...(logoVersion && { logo: logoAddress(id, logoVersion) }),
    // Its own address for each colour, so that a new one shows at once.
    ...(color && { colors: `${colorSheetAddress(id)}?v=${color.slice(1)}` }),
  };
}

export function createInstitutionLookRouter({
  institutions,
}: {
  readonly institutions: Pick<InstitutionService, 'find' | 'findLogo'>;
}): Router {
  const router = Router();

  router.get('/institutions/:institution/colors.css', async (req, res) => {
    const institution = await institutions.find(req.params.institution);
    res
      .set({ 'Cache-Control': 'public, max-age=300', 'Content-Type': 'text/css; charset=utf-8' })
      .send(buildColorSheet(institution?.color ?? null));
  });

  router.get('/institutions/:institution/logo.png', async (req, res) => {
    const png = await institutions.findLogo(req.params.institution);
    if (!png) throw new AppError('not_found', 404, 'the institution has no logo');
    res
      .set({
        'Cache-Control': 'public, max-age=86400',
        'Content-Type': 'image/png',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      })
      .send(png);
  });

  return router;
}
