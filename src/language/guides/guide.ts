/**
 * Guides: how an administrator connects an LMS, step by step, in the exact words of that LMS's own screens.
 *
 * The wizard of the console and the pages under docs/ show the same steps; a test holds them together. The words on the screens of
 * hosted LMSs change: each step names the vendor's page that it follows.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const GUIDE_NAMES = ['canvas', 'brightspace', 'moodle', 'another'] as const;
export type GuideName = (typeof GUIDE_NAMES)[number];

/** By a link that the LMS opens, or by typing over. */
export type GuideWay = 'link' | 'table';

export interface GuideStep {
  readonly id: string;
  readonly title: LocalText;
  readonly body: LocalText;
  /** Where in the LMS, in the words of its English screens, outermost first. */
  readonly path: readonly string[];
  /** What to choose, switch on or press there, in the words of its screens. */
  readonly words: readonly string[];
  /** What stands beside the step to be copied: the registration link, or the table of fields. */
  readonly copies: 'link' | 'table' | null;
  /** The step ends with what the LMS shows, told to Insigne. */
  readonly asksFacts: boolean;
  /** What Insigne sees by itself when the step is done; null: a person says so. */
  readonly doneWhen: 'registered' | 'allowed' | 'launched' | null;
  /** The vendor's page that it follows; null for a step outside the LMS's administration. */
  readonly page: { readonly title: string; readonly url: string } | null;
}

export interface ConnectGuide {
  readonly name: GuideName;
  /** What it is called on a button, and by itself. */
  readonly lms: LocalText;
  /** In the middle of a sentence; default `lms`. */
  readonly lmsInSentence?: LocalText;
  readonly ways: Readonly<Record<GuideWay, readonly GuideStep[]>>;
}

const DEFAULTS = { path: [], words: [], copies: null, asksFacts: false, doneWhen: null, page: null } as const;

export function step(
  given: Pick<GuideStep, 'id' | 'title' | 'body'> & Partial<Omit<GuideStep, 'id' | 'title' | 'body'>>,
): GuideStep {
  return { ...DEFAULTS, ...given };
}
