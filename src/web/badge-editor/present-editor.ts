/**
 * The editor of a badge class: its fields as they stand, what is wrong with them, and how its own page would look.
 *
 * @module
 */
import { ARTWORK_SHAPES } from '../../badges/artwork/artwork.js';
import { GLYPHS } from '../../badges/artwork/glyphs.js';
import type { BadgeClass, BadgeContent } from '../../badges/badge-class.js';
import {
  ASSESSMENT_TYPES,
  GRADING_SCALES,
  PARTICIPATION_FORMS,
  SECTORS,
  type Variant,
} from '../../badges/badge-content.js';
import { LONGEST } from '../../badges/content-shape.js';
import { readCompleteness } from '../../badges/eu-elements.js';
import { explainRule } from '../../badges/explain-rule.js';
import type { IssuerProfile } from '../../badges/issuer-profile.js';
import { QUALITY_FRAMEWORKS } from '../../badges/quality-frameworks.js';
import { listBrokenRules } from '../../badges/variant-rules.js';
import { createFormats } from '../../language/format.js';
import { LANGUAGES, type Language } from '../../language/local-text.js';
import { createTranslator, isTextKey } from '../../language/translate.js';
import { drawBadgePicture } from '../public/badge-picture.js';
import { presentBadgePage } from '../public/present-badge-page.js';
import type { TypedNumbers } from './read-editor-form.js';

export interface EditorState {
  readonly badgeClass: BadgeClass;
  /** What the form holds: as it was saved, or as somebody just typed it. */
  readonly content: BadgeContent;
  readonly issuerId: string;
  readonly issuers: readonly IssuerProfile[];
  /** Numbers as somebody just typed them; null: as they were saved. */
  readonly typed: TypedNumbers | null;
  /** Variants that whoever edits may choose. */
  readonly variants: readonly Variant[];
  /** Members that no badge class may hold (`content-shape.ts`). */
  readonly problems: readonly string[];
  /** The uploaded picture, as an address that holds it whole. */
  readonly picture: string | null;
  readonly language: Language;
}

export function presentEditor(state: EditorState) {
  const { badgeClass, content, language, problems } = state;
  const t = createTranslator(language);
  const { number } = createFormats(language);
  const broken = listBrokenRules(content).map((rule) => ({
    field: rule.field,
    sentence: explainRule(rule, language),
  }));
  const amount = (value: number | null) => (value === null ? '' : number(value));
  const typed: TypedNumbers = state.typed ?? {
    ects: amount(content.workload.ects),
    sbu: amount(content.workload.sbu),
    hours: amount(content.workload.hours),
    validForDays: content.validForDays === null ? '' : String(content.validForDays),
  };
  const rows = [
    ...content.alignments,
    ...Array.from({ length: Math.min(2, LONGEST.alignments - content.alignments.length) }, () => BLANK_ROW),
  ];
  return {
    id: badgeClass.id,
    revision: badgeClass.revision,
    version: badgeClass.version,
    state: badgeClass.state,
    isArchived: badgeClass.archivedAt !== null,
    isSubmitted: badgeClass.submittedAt !== null && badgeClass.state === 'draft',
    isVariantFixed: badgeClass.state === 'published',
    hasPicture: content.image !== null,
    issuerId: state.issuerId,
    issuers: state.issuers.map(({ id, name }) => ({ id, name: name[language] })),
    content,
    languages: LANGUAGES,
    variants: state.variants,
    sectors: SECTORS,
    levels: [1, 2, 3, 4, 5, 6, 7, 8],
    assessmentTypes: ASSESSMENT_TYPES,
    participationForms: PARTICIPATION_FORMS,
    scales: GRADING_SCALES,
    shapes: ARTWORK_SHAPES,
    glyphs: Object.keys(GLYPHS),
    frameworks: [...new Set(Object.values(QUALITY_FRAMEWORKS))].map(({ name, url }) => ({ name, url })),
    typed,
    alignments: rows,
    tags: content.tags.join(', '),
    programmeIdentifiers: content.programmeIdentifiers.join(', '),
    broken,
    problems: problems.map((member) => ({ member, sentence: t(nameProblem(member)) })),
    preview: presentPreview(state, language),
  };
}

const BLANK_ROW = {
  targetName: '',
  targetUrl: '',
  targetType: null,
  framework: null,
  code: null,
  description: null,
};

/** How the page of the badge would look, and how much of what Europe asks is described. */
export function presentPreview({ content, issuers, issuerId, picture }: EditorState, language: Language) {
  const issuer = issuers.find(({ id }) => id === issuerId) ?? null;
  const state = { state: 'earned', met: 0, of: 1, hasWords: false } as const;
  const drawn = drawBadgePicture(content, language, state, content.image ? picture : null);
  const image = `data:image/svg+xml;base64,${Buffer.from(drawn, 'utf8').toString('base64')}`;
  const { elements, stated, of } = readCompleteness(content, issuer);
  return {
    badge: { ...presentBadgePage(content, issuer, language, image), issuerPage: null },
    meter: { elements, stated, of },
    broken: listBrokenRules(content).map((rule) => explainRule(rule, language)),
  };
}

/** The sentence of a member that is not usable: its own, or that of its kind. */
function nameProblem(member: string) {
  const [kind = ''] = member.split('.');
  const own = `badge-editor.problem.${kind}`;
  return isTextKey(own) ? own : ('badge-editor.problem' as const);
}
